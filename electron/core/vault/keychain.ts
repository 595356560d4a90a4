// The OS keychain as the key ring sees it: it may be missing, locked or another one, and none of that stops a start.
import type { SecretBox } from '../ports';
import { type FernetKey, parseFernetKey } from './fernet';
import type { KeychainWrap } from './storedKeyRing';

export class Keychain {
  readonly #box: SecretBox;
  backend = 'none';
  isUsable = false;

  constructor(box: SecretBox) {
    this.#box = box;
  }

  async look(): Promise<void> {
    this.backend = await this.#box.backend().catch(() => 'none');
    // `basic_text` seals with a constant password that is in Chromium's source: no protection at all.
    this.isUsable = this.backend !== 'basic_text' && (await this.#box.isAvailable().catch(() => false));
  }

  /** Null when there is none or when it refuses. */
  async wrap(master: FernetKey): Promise<KeychainWrap | null> {
    if (!this.isUsable) return null;
    try {
      return { backend: this.backend, sealed: Buffer.from(await this.#box.seal(master.text)).toString('base64') };
    } catch {
      return null;
    }
  }

  async open(wraps: readonly KeychainWrap[]): Promise<FernetKey | null> {
    if (!this.isUsable) return null;
    for (const wrap of wraps) {
      try {
        const master = parseFernetKey(await this.#box.open(Buffer.from(wrap.sealed, 'base64')));
        if (master) return master;
      } catch {
        // Locked or sealed by another keychain: the next wrap may be this one's.
      }
    }
    return null;
  }
}
