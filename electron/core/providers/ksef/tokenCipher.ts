// A token under KSeF's public key. RSA is what the service describes. For an elliptic key there are only its clients, and these differ: an
// ephemeral key on P-256, twelve bytes of nonce, AES-256-GCM, but another key derivation and another order. So each is tried in turn,
// when KSeF says that it could not decrypt; what it understood is remembered for that key.
import { createCipheriv, createHash, diffieHellman, generateKeyPairSync, randomBytes } from 'node:crypto';
import { rejected } from '../sdk/errors';
import { encryptForKsef } from './crypto';
import type { PublicKey } from './publicKeys';

interface Way {
  readonly aesKey: (secret: Buffer) => Buffer;
  readonly isTagFirst: boolean;
}

const bare = (secret: Buffer) => secret;
const hashed = (secret: Buffer) => createHash('sha256').update(secret).digest();

/** The Java client and the default of the Python client; the C# client; the Python client where it means to write like C#. */
const WAYS: readonly Way[] = [
  { aesKey: bare, isTagFirst: false },
  { aesKey: hashed, isTagFirst: true },
  { aesKey: bare, isTagFirst: true },
];

const CURVE = 'prime256v1';
const NONCE_BYTES = 12;

/** By the key's id: how many of the ways KSeF has refused. */
const refused = new Map<string, number>();

const isElliptic = ({ key }: PublicKey) => key.asymmetricKeyType === 'ec';

/** Seals a text for this key. Refused before anything is sent when there is no way (left) to write for it. */
export function sealerFor(publicKey: PublicKey): (plain: Uint8Array) => string {
  if (!isElliptic(publicKey)) return (plain) => encryptForKsef(publicKey.key, plain);
  const way = WAYS[refused.get(publicKey.publicKeyId) ?? 0];
  if (!way || publicKey.key.asymmetricKeyDetails?.namedCurve !== CURVE) {
    // A later sign-in begins anew: KSeF may have been put right meanwhile.
    refused.delete(publicKey.publicKeyId);
    throw rejected('key_unsupported', { params: { type: kindOf(publicKey) } });
  }
  return (plain) => sealElliptic(publicKey, way, plain);
}

/** After KSeF could not decrypt: true when the same token can be written in yet another way for this key. */
export function leaveWay(publicKey: PublicKey): boolean {
  if (!isElliptic(publicKey)) return false;
  const next = (refused.get(publicKey.publicKeyId) ?? 0) + 1;
  refused.set(publicKey.publicKeyId, next);
  return next < WAYS.length;
}

function sealElliptic({ key }: PublicKey, way: Way, plain: Uint8Array): string {
  const ephemeral = generateKeyPairSync('ec', { namedCurve: CURVE });
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: key });
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', way.aesKey(secret), nonce);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  const content = way.isTagFirst ? [cipher.getAuthTag(), sealed] : [sealed, cipher.getAuthTag()];
  const spki = ephemeral.publicKey.export({ type: 'spki', format: 'der' });
  return Buffer.concat([spki, nonce, ...content]).toString('base64');
}

function kindOf({ key }: PublicKey): string {
  return [key.asymmetricKeyType, key.asymmetricKeyDetails?.namedCurve].filter((word) => word !== undefined).join(' ');
}
