// The simulator's encryption keys, their certificates, and rotation. Keys are made in the background when the simulator starts.
import { constants, generateKeyPair, privateDecrypt, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { isoTicks, fromMs } from '../instants';
import { selfSigned, type Certificate } from './certificate';
import { openElliptic, type TokenKey } from './ellipticKey';

export type KeyUsage = 'KsefTokenEncryption' | 'SymmetricKeyEncryption';

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

interface RingEntry {
  readonly usage: KeyUsage;
  readonly pair: KeyPair;
  readonly certificate: Certificate;
  readonly validFromMs: number;
  readonly validToMs: number;
  /** A certificate that is listed but no longer valid: a client that takes the first match falls over it. */
  readonly isDecoy?: boolean;
}

const DAY = 86_400_000;
const generate = promisify(generateKeyPair);

/** Simulators with the same seed share their keys within a process, so that a suite of many does not spend its time on primes. */
const made = new Map<string, Promise<KeyPair>>();

function keyPair(name: string, isRsa: boolean): Promise<KeyPair> {
  let pair = made.get(name);
  if (!pair) {
    pair = isRsa ? generate('rsa', { modulusLength: 2048 }) : generate('ec', { namedCurve: 'P-256' });
    made.set(name, pair);
  }
  return pair;
}

export type Decrypted = { readonly plain: Buffer } | { readonly problem: 'unknown_key' | 'undecryptable' };

export class KeyRing {
  private readonly seed: number;
  private readonly startedMs: number;
  private readonly withDecoy: boolean;
  private readonly tokenKey: TokenKey;
  private generation = 0;
  private entries: Promise<readonly RingEntry[]>;

  constructor(options: {
    readonly seed: number;
    readonly startedMs: number;
    readonly withDecoy: boolean;
    readonly tokenKey?: TokenKey;
  }) {
    this.tokenKey = options.tokenKey ?? 'rsa';
    this.seed = options.seed;
    this.startedMs = options.startedMs;
    this.withDecoy = options.withDecoy;
    this.entries = this.first();
    this.entries.catch(() => undefined);
  }

  private async entry(usage: KeyUsage, validFromMs: number): Promise<RingEntry> {
    const isRsa = usage === 'SymmetricKeyEncryption' || this.tokenKey === 'rsa';
    const name = `${String(this.seed)}/${isRsa ? 'rsa' : 'ec'}/${usage}/${String(this.generation)}`;
    const pair = await keyPair(name, isRsa);
    const validToMs = validFromMs + 730 * DAY;
    const certificate = selfSigned(pair, { commonName: usage, validFromMs, validToMs });
    return { usage, pair, certificate, validFromMs, validToMs };
  }

  private async first(): Promise<readonly RingEntry[]> {
    const from = this.startedMs - 180 * DAY;
    const both = await Promise.all([
      this.entry('KsefTokenEncryption', from),
      this.entry('SymmetricKeyEncryption', from),
    ]);
    if (!this.withDecoy) return both;
    const decoys = both.map((entry, index): RingEntry => {
      const validToMs = this.startedMs - 10 * DAY;
      const pair = (both[1 - index] ?? entry).pair;
      const about = { commonName: entry.usage, validFromMs: from - 730 * DAY, validToMs };
      return { ...about, usage: entry.usage, pair, certificate: selfSigned(pair, about), isDecoy: true };
    });
    return [...decoys, ...both];
  }

  /** `planned`: old and new stand side by side. `emergency`: the old keys are gone at once. */
  async rotate(how: 'planned' | 'emergency', nowMs: number): Promise<void> {
    const old = await this.entries;
    this.generation += 1;
    const from = nowMs - 60_000;
    const fresh = await Promise.all([
      this.entry('KsefTokenEncryption', from),
      this.entry('SymmetricKeyEncryption', from),
    ]);
    this.entries = Promise.resolve(how === 'planned' ? [...old, ...fresh] : fresh);
  }

  async list(): Promise<readonly object[]> {
    return (await this.entries).map((entry) => ({
      certificate: entry.certificate.der.toString('base64'),
      certificateId: entry.certificate.certificateId,
      publicKeyId: entry.certificate.publicKeyId,
      validFrom: isoTicks(fromMs(entry.validFromMs)),
      validTo: isoTicks(fromMs(entry.validToMs)),
      usage: [entry.usage],
    }));
  }

  /** RSA-OAEP with SHA-256 in both places, or what `tokenKey` says. Without a key id every current key of the usage is tried. */
  async decrypt(usage: KeyUsage, cipher: Buffer, publicKeyId?: string | null): Promise<Decrypted> {
    const current = (await this.entries).filter((entry) => entry.usage === usage && entry.isDecoy !== true);
    const wanted = publicKeyId ? current.filter((entry) => entry.certificate.publicKeyId === publicKeyId) : current;
    if (wanted.length === 0) return { problem: 'unknown_key' };
    for (const { pair } of wanted) {
      try {
        if (pair.privateKey.asymmetricKeyType === 'ec')
          return { plain: openElliptic(pair.privateKey, cipher, this.tokenKey) };
        const padding = constants.RSA_PKCS1_OAEP_PADDING;
        return { plain: privateDecrypt({ key: pair.privateKey, padding, oaepHash: 'sha256' }, cipher) };
      } catch {
        // The next key may fit.
      }
    }
    return { problem: 'undecryptable' };
  }

  async knows(usage: KeyUsage, publicKeyId: string): Promise<boolean> {
    const entries = await this.entries;
    return entries.some((e) => e.usage === usage && e.isDecoy !== true && e.certificate.publicKeyId === publicKeyId);
  }
}
