// Opened by the simulator's own key and code. Also run inside Electron, whose crypto is another library than Node's.
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../../shared/errors';
import { tokenPlaintext } from './crypto';
import type { PublicKey } from './publicKeys';
import { KeyRing } from './simulator/keys/keyRing';
import type { TokenKey } from './simulator/keys/ellipticKey';
import { leaveWay, sealerFor } from './tokenCipher';

const TOKEN = '20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|abc';
const PLAIN = `${TOKEN}|1752236636015`;
let seed = 900;

async function published(tokenKey: TokenKey) {
  const ring = new KeyRing({
    seed: (seed += 1),
    startedMs: Date.parse('2026-10-06T08:00:00Z'),
    withDecoy: false,
    tokenKey,
  });
  const listed = (await ring.list()) as readonly { certificate: string; publicKeyId: string; usage: string[] }[];
  const one = listed.find(({ usage }) => usage.includes('KsefTokenEncryption'));
  if (!one) throw new Error('no certificate for tokens');
  const certificate = new X509Certificate(Buffer.from(one.certificate, 'base64'));
  const publicKey: PublicKey = { key: certificate.publicKey, publicKeyId: one.publicKeyId };
  const open = async () => {
    const sealed = Buffer.from(sealerFor(publicKey)(tokenPlaintext(TOKEN, 1_752_236_636_015)), 'base64');
    const opened = await ring.decrypt('KsefTokenEncryption', sealed, one.publicKeyId);
    return 'plain' in opened ? opened.plain.toString('utf8') : opened.problem;
  };
  return { certificate, publicKey, open };
}
const keyOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return isFailure(error) ? error.spec.key : String(error);
  }
  return 'nothing failed';
};

describe('a token under KSeF’s public key', () => {
  it('is opened by an RSA key', async () => {
    const { publicKey, open } = await published('rsa');
    expect(await open()).toBe(PLAIN);
    expect(leaveWay(publicKey)).toBe(false);
  });

  it.each<[TokenKey, number]>([
    ['java', 0],
    ['csharp', 1],
    ['python-csharp', 2],
  ])('is opened by an elliptic key of a service that reads like the client %s, in way %i', async (kind, refusals) => {
    const { certificate, publicKey, open } = await published(kind);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    for (let refusal = 0; refusal < refusals; refusal += 1) {
      expect(await open()).toBe('undecryptable');
      expect(leaveWay(publicKey)).toBe(true);
    }
    expect(await open()).toBe(PLAIN);
    // Remembered for this key, and a fresh ephemeral key each time.
    expect(await open()).toBe(PLAIN);
    const seal = sealerFor(publicKey);
    expect(seal(Buffer.from('x'))).not.toBe(seal(Buffer.from('x')));
  });

  it('is refused in words when no way is left, and begins anew after that', async () => {
    const { publicKey } = await published('java');
    expect([leaveWay(publicKey), leaveWay(publicKey), leaveWay(publicKey)]).toEqual([true, true, false]);
    expect(keyOf(() => sealerFor(publicKey))).toBe('key_unsupported');
    expect(keyOf(() => sealerFor(publicKey))).toBe('nothing failed');
  });

  it.each(['secp384r1', 'secp521r1'])('is refused in words for a key on another curve: %s', (namedCurve) => {
    const key = generateKeyPairSync('ec', { namedCurve }).publicKey;
    expect(keyOf(() => sealerFor({ key, publicKeyId: namedCurve }))).toBe('key_unsupported');
  });
});
