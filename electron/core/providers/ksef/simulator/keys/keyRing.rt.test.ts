import { constants, createHash, publicEncrypt, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KeyRing, type KeyUsage } from './keyRing';

const NOW = Date.parse('2026-10-06T08:00:00Z');

interface Listed {
  readonly certificate: string;
  readonly certificateId: string;
  readonly publicKeyId: string;
  readonly usage: readonly KeyUsage[];
}

const ring = () => new KeyRing({ seed: 77, startedMs: NOW, withDecoy: false });
const list = async (keys: KeyRing) => (await keys.list()) as readonly Listed[];
const parsed = (listed: Listed) => new X509Certificate(Buffer.from(listed.certificate, 'base64'));

async function certificate(keys: KeyRing, usage: KeyUsage): Promise<Listed> {
  const found = (await list(keys)).findLast((each) => each.usage.includes(usage));
  if (!found) throw new Error(usage);
  return found;
}

const oaep = (listed: Listed, plain: string, oaepHash: string): Buffer =>
  publicEncrypt(
    { key: parsed(listed).publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash },
    Buffer.from(plain),
  );

describe('the key ring', () => {
  it('publishes certificates that sign themselves and name their keys', async () => {
    for (const listed of await list(ring())) {
      const x509 = parsed(listed);
      expect(x509.verify(x509.publicKey)).toBe(true);
      expect(x509.ca).toBe(false);
      expect(Date.parse(x509.validFrom)).toBeLessThan(NOW);
      expect(Date.parse(x509.validTo)).toBeGreaterThan(NOW);
      expect(createHash('sha256').update(x509.raw).digest('base64')).toBe(listed.certificateId);
      const spki = x509.publicKey.export({ type: 'spki', format: 'der' });
      expect(createHash('sha256').update(spki).digest('base64')).toBe(listed.publicKeyId);
    }
  });

  it('opens what was encrypted with SHA-256, and nothing else', async () => {
    const keys = ring();
    const listed = await certificate(keys, 'KsefTokenEncryption');
    const opened = await keys.decrypt('KsefTokenEncryption', oaep(listed, 'zażółć', 'sha256'), listed.publicKeyId);
    expect('plain' in opened && opened.plain.toString()).toBe('zażółć');
    const wrongHash = await keys.decrypt('KsefTokenEncryption', oaep(listed, 'zażółć', 'sha1'), listed.publicKeyId);
    expect(wrongHash).toEqual({ problem: 'undecryptable' });
    const wrongUsage = await keys.decrypt('SymmetricKeyEncryption', oaep(listed, 'zażółć', 'sha256'), null);
    expect(wrongUsage).toEqual({ problem: 'undecryptable' });
  });

  it('keeps the old keys in a planned rotation and drops them in an emergency', async () => {
    const keys = ring();
    const old = await certificate(keys, 'KsefTokenEncryption');
    await keys.rotate('planned', NOW);
    expect(await list(keys)).toHaveLength(4);
    expect(await keys.knows('KsefTokenEncryption', old.publicKeyId)).toBe(true);
    await keys.rotate('emergency', NOW);
    expect(await list(keys)).toHaveLength(2);
    expect(await keys.decrypt('KsefTokenEncryption', oaep(old, 'x', 'sha256'), old.publicKeyId)).toEqual({
      problem: 'unknown_key',
    });
  });

  it('can list expired certificates first', async () => {
    const keys = new KeyRing({ seed: 77, startedMs: NOW, withDecoy: true });
    const [first] = await list(keys);
    if (!first) throw new Error('no certificate');
    expect(Date.parse(parsed(first).validTo)).toBeLessThan(NOW);
    expect(await keys.knows('KsefTokenEncryption', first.publicKeyId)).toBe(false);
  });
});
