// Certificates, tokens and rights, from the first sign-in with a seal to a connection that needs none of it any more.
import { describe, expect, it } from 'vitest';
import { bench, specOf, type Bench } from '../../../../tests/support/ksefBench';
import { published } from '../../../../tests/support/ksef';
import { newCertificateRequest } from './api/csr';
import { openKsefClient } from './ksefClient';
import { openSession } from './session';
import { firmSeal, person } from './simulator/index';
import { X509Certificate } from 'node:crypto';

const NIP = '5265877635';
const PESEL = '90010112345';
const owner = (b: Bench) => {
  const made = b.control.certificate({ subject: firmSeal(NIP, 'Zielona Kuźnia sp. z o.o.') });
  return b.withCertificate({ certificate: made.certificatePem, key: made.keyPem });
};

describe('a KSeF certificate', () => {
  it.each(['ec', 'rsa'] as const)('is asked for with a key made here, signs in, and is revoked: %s', async (kind) => {
    const b = await bench();
    const client = openKsefClient(owner(b));
    expect((await client.certificates.limits()).canRequest).toBe(true);
    const { csr, privateKey } = await newCertificateRequest(await client.certificates.enrollmentData(), kind);
    const order = { certificateName: 'Kontor', certificateType: 'Authentication', csr } as const;
    const { referenceNumber } = await client.certificates.enroll(order);
    expect((await client.certificates.enrollmentStatus(referenceNumber)).status.code).toBe(100);
    const { certificateSerialNumber: serial = '' } = await client.certificates.enrollmentStatus(referenceNumber);
    const [got] = (await client.certificates.retrieve([serial])).certificates;
    const certificate = new X509Certificate(Buffer.from(got?.certificate ?? '', 'base64'));
    expect(certificate.checkPrivateKey(privateKey)).toBe(true);
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const fresh = b.withCertificate({ certificate: certificate.toString(), key });
    await openSession(fresh).signInAnew();
    await client.certificates.revoke(serial, 'Superseded');
    expect((await client.certificates.query({ status: 'Revoked' })).certificates.map((one) => one.name)).toEqual([
      'Kontor',
    ]);
    expect(await specOf(openSession(fresh).signInAnew())).toMatchObject({ key: 'certificate_refused' });
  });

  it('is not to be had with a token, and not in another name', async () => {
    const b = await bench();
    const byToken = openKsefClient(b.context());
    expect(await specOf(byToken.certificates.enrollmentData())).toMatchObject({ kind: 'rejected' });
    const client = openKsefClient(owner(b));
    const data = await client.certificates.enrollmentData();
    const { csr } = await newCertificateRequest({ ...data, organizationName: 'Cudza firma' });
    const order = { certificateName: 'Kontor', certificateType: 'Authentication', csr } as const;
    expect(await specOf(client.certificates.enroll(order))).toMatchObject({
      details: expect.stringContaining('25003') as string,
    });
    const broken = Buffer.from(csr, 'base64');
    broken.writeUInt8(broken.readUInt8(broken.length - 1) ^ 1, broken.length - 1);
    const spoiled = { ...order, csr: broken.toString('base64') };
    expect(await specOf(client.certificates.enroll(spoiled))).toMatchObject({ kind: 'rejected' });
  });
});

describe('a token', () => {
  it('is made with a certificate, works, is listed and revoked', async () => {
    const b = await bench();
    const client = openKsefClient(owner(b));
    const made = await client.tokens.generate({ permissions: ['InvoiceRead'], description: 'Kontor w biurze' });
    expect((await client.tokens.get(made.referenceNumber)).status).toBe('Pending');
    expect((await client.tokens.get(made.referenceNumber)).status).toBe('Active');
    await openSession(b.context(made.token)).signInAnew();
    const { tokens } = await client.tokens.list({ description: 'Kontor w' });
    expect(tokens.map(({ referenceNumber }) => referenceNumber)).toEqual([made.referenceNumber]);
    // It may revoke itself, without any further right.
    await openKsefClient(b.context(made.token)).tokens.revoke(made.referenceNumber);
    expect(await specOf(openSession(b.context(made.token)).signInAnew())).toMatchObject({ key: 'token_revoked' });
  });
});

describe('a right', () => {
  it('is granted to a person, lets that person in, and is taken away again', async () => {
    const b = await bench();
    const client = openKsefClient(owner(b));
    const made = b.control.certificate({ subject: person(`PNOPL-${PESEL}`, 'Jan', 'Kowalski') });
    const files = { certificate: made.certificatePem, key: made.keyPem };
    const signIn = () => openSession(b.withCertificate(files)).signInAnew();
    expect(await specOf(signIn())).toMatchObject({ key: 'no_permission' });
    const { referenceNumber } = await client.permissions.grantPerson({
      subjectIdentifier: { type: 'Pesel', value: PESEL },
      permissions: ['InvoiceRead'],
      description: 'Biuro rachunkowe',
      subjectDetails: {
        subjectDetailsType: 'PersonByIdentifier',
        personById: { firstName: 'Jan', lastName: 'Kowalski' },
      },
    });
    expect((await client.permissions.operation(referenceNumber)).status.code).toBe(200);
    await signIn();
    const { permissions } = await client.permissions.persons({ queryType: 'PermissionsGrantedInCurrentContext' });
    await client.permissions.revoke(permissions[0]?.id ?? '');
    expect(await specOf(signIn())).toMatchObject({ key: 'no_permission' });
  });
});

describe('the client object', () => {
  it('is closed by hand or at the end of its scope', async () => {
    const b = await bench();
    let closed = 0;
    const ctx = b.context();
    const counting = { ...ctx, http: { ...ctx.http, close: () => Promise.resolve(void (closed += 1)) } };
    const client = openKsefClient(counting);
    await client.close();
    await client[Symbol.asyncDispose]();
    expect(closed).toBe(2);
  });

  it('gives keys by usage and validity, also as PEM', async () => {
    const b = await bench({ withDecoyCertificates: true });
    const { security } = openKsefClient(b.context());
    const key = await security.keyFor('KsefTokenEncryption');
    const pem = await security.pemFor('KsefTokenEncryption');
    expect(new X509Certificate(pem ?? '').publicKey.equals(key.key)).toBe(true);
    expect((await security.list()).length).toBeGreaterThan(2);
  });
});

const api = published();
describe.skipIf(api === null)('the simulated service', () => {
  it('answers all of this as the official description has it', async () => {
    const b = await bench();
    const handle = api?.watch((request) => b.simulator.handle(request));
    const ctx = owner(b);
    const http: typeof ctx.http = {
      ...ctx.http,
      request: async (sent) => {
        await handle?.(
          new Request(sent.url, {
            method: sent.method,
            headers: { ...sent.headers },
            ...(sent.body === undefined ? {} : { body: sent.body as string }),
          }),
        );
        return ctx.http.request(sent);
      },
    };
    const client = openKsefClient(ctx);
    const bearer = await client.session.run((token) => Promise.resolve(token));
    expect(bearer).not.toBe('');
    const watched = openKsefClient({ ...ctx, http });
    const { csr } = await newCertificateRequest(await watched.certificates.enrollmentData());
    await watched.certificates.enroll({ certificateName: 'Kontor', certificateType: 'Offline', csr });
    await watched.certificates.limits();
    const [first] = (await watched.certificates.query()).certificates;
    const serials = [first?.certificateSerialNumber ?? ''];
    await watched.certificates.retrieve(serials);
    await watched.tokens.generate({ permissions: ['InvoiceRead'], description: 'Kontor' });
    await watched.tokens.list();
    await watched.permissions.persons({ queryType: 'PermissionsInCurrentContext' });
    await watched.authSessions.list();
    await watched.limits.rates();
    expect(api?.problems).toEqual([]);
    expect([...(api?.covered ?? [])].length).toBeGreaterThan(8);
  });
});
