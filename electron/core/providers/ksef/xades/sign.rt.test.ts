// The signed sign-in document: verified by another library than the one that wrote it, in Node and in Electron alike.
import { createHash, sign, X509Certificate } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { ExclusiveCanonicalization, SignedXml } from 'xml-crypto';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../../../shared/errors';
import { keyFile, keyFileText } from '../../../../../tests/support/ksefKeyFiles';
import { openKeyPair } from '../keyFiles/openKeyPair';
import { verifySignature } from '../simulator/auth/xmlSignature';
import { authRequestXml, type AuthRequest } from './authRequest';
import { issuerSerialOf } from './distinguishedName';
import { signedAuthRequest } from './sign';
import { subjectKindOf } from './subjectKind';

const CHALLENGE = '20250514-CR-226FB7B000-3ACF9BE4C0-10';
const request: AuthRequest = {
  challenge: CHALLENGE,
  context: { type: 'Nip', value: '5265877635' },
  subject: 'certificateSubject',
};
const AT = Date.parse('2026-11-12T10:00:00.123Z');
const pairOf = (name: 'ec' | 'rsa' | 'p384' | 'rsa1024') =>
  openKeyPair({ certificateFile: keyFile(`${name}.crt`), keyFile: keyFile(`${name}.key`), passphrase: null });
const between = (xml: string, name: string) => new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';

describe.each(['ec', 'rsa', 'p384'] as const)('signed with %s', (name) => {
  it('holds before a library that did not sign it', async () => {
    const pair = await pairOf(name);
    const xml = signedAuthRequest(request, pair, AT);
    const verified = verifySignature(xml);
    expect(verified.certificate.fingerprint256).toBe(pair.certificate.fingerprint256);
    expect(verified.document).toBe(authRequestXml(request));
    expect(verified.properties).toContain('<xades:SigningTime>2026-11-12T10:00:00Z</xades:SigningTime>');
  });

  it('falls with the smallest change', async () => {
    const xml = signedAuthRequest(request, await pairOf(name), AT);
    for (const [from, to] of [
      ['5265877635', '5265877636'],
      ['10:00:00Z', '10:00:01Z'],
      ['certificateSubject', 'certificateFingerprint'],
    ] as const) {
      expect(xml).toContain(from);
      expect(() => verifySignature(xml.replace(from, to)), from).toThrow(/9105/);
    }
  });

  it('carries R and S side by side, not ASN.1', async () => {
    const pair = await pairOf(name);
    const bytes = Buffer.from(between(signedAuthRequest(request, pair, AT), 'ds:SignatureValue'), 'base64');
    expect(bytes.length).toBe({ ec: 64, p384: 96, rsa: 256 }[name]);
  });
});

describe('the document', () => {
  it('is canonical as it is written', async () => {
    const xml = signedAuthRequest(
      {
        ...request,
        context: { type: 'PeppolId', value: 'PPL123456' },
        allowedIps: { ip4Addresses: ['10.0.0.1'], ip4Ranges: [], ip4Masks: [] },
      },
      await pairOf('ec'),
      AT,
    ).replace(/^<\?xml[^>]*\?>/, '');
    const document = new DOMParser().parseFromString(xml, 'text/xml');
    const canonical = new ExclusiveCanonicalization();
    const unsigned = document.cloneNode(true) as Document;
    const [signature] = Array.from(unsigned.getElementsByTagName('ds:Signature'));
    if (signature) unsigned.documentElement.removeChild(signature);
    const digests = [...xml.matchAll(/<ds:DigestValue>([^<]*)<\/ds:DigestValue>/g)].map((match) => match[1]);
    const sha = (node: Node | undefined) =>
      createHash('sha256')
        .update(canonical.process(node as never, {}))
        .digest('base64');
    expect(digests[0]).toBe(sha(unsigned.documentElement));
    expect(digests[1]).toBe(sha(Array.from(document.getElementsByTagName('xades:SignedProperties'))[0]));
  });

  it('names issuer and serial number as RFC 4514 and XML signatures want them', async () => {
    const rsa = await pairOf('rsa');
    expect(issuerSerialOf(rsa.certificate.raw).issuer).toBe(
      `CN=Jan\\, Kowalski,2.5.4.5=#1311${Buffer.from('PNOPL-90010112345').toString('hex')},2.5.4.4=#0c08${Buffer.from('Kowalski').toString('hex')},2.5.4.42=#0c03${Buffer.from('Jan').toString('hex')},C=PL`,
    );
    const ec = await pairOf('ec');
    expect(issuerSerialOf(ec.certificate.raw).serial).toBe(BigInt(`0x${ec.certificate.serialNumber}`).toString());
    expect(issuerSerialOf(ec.certificate.raw).issuer).toMatch(/^CN=Zielona Kuźnia,2\.5\.4\.97=#0c/);
  });

  it('says whether KSeF shall look at the subject or at the fingerprint', async () => {
    expect(subjectKindOf((await pairOf('ec')).certificate)).toBe('certificateSubject');
    expect(subjectKindOf((await pairOf('rsa')).certificate)).toBe('certificateSubject');
    expect(subjectKindOf((await pairOf('p384')).certificate)).toBe('certificateFingerprint');
  });

  it('is not signed with a key that KSeF refuses', async () => {
    const pair = await pairOf('rsa1024');
    let key;
    try {
      signedAuthRequest(request, pair, AT);
    } catch (error) {
      key = isFailure(error) ? error.spec.key : error;
    }
    expect(key).toBe('key_kind');
  });

  it('is refused by the other end when R and S come in ASN.1', async () => {
    const pair = await pairOf('ec');
    const xml = signedAuthRequest(request, pair, AT);
    const info = /<ds:SignedInfo[\s\S]*<\/ds:SignedInfo>/.exec(xml)?.[0] ?? '';
    const der = sign('sha256', Buffer.from(info), pair.privateKey).toString('base64');
    expect(() => verifySignature(xml.replace(between(xml, 'ds:SignatureValue'), der))).toThrow(/9105/);
  });

  it('may be signed by somebody else’s library too: the simulated KSeF shares nothing with our writer', () => {
    const signed = new SignedXml({
      privateKey: keyFileText('rsa.key'),
      publicCert: keyFileText('rsa.crt'),
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
    });
    signed.addReference({
      xpath: '/*',
      isEmptyUri: true,
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
    });
    signed.computeSignature(authRequestXml(request));
    // Sound, but no XAdES: the strict rules in force since March 2026.
    expect(() => verifySignature(signed.getSignedXml())).toThrow(/9105.*XAdES/);
    expect(new X509Certificate(keyFileText('rsa.crt')).subject).toContain('Kowalski');
  });
});
