// Dropbox's content hash: SHA-256 over the SHA-256s of blocks of 4 MiB (Dropbox developers' guide, "Content hash").
import { createHash, type Hash } from 'node:crypto';
import type { ContentHash } from '../sdk/cloud/cloud';

const BLOCK = 4 << 20;

export function contentHash(): ContentHash {
  const whole = createHash('sha256');
  let block: Hash = createHash('sha256');
  let filled = 0;
  const close = (): void => {
    whole.update(block.digest());
    block = createHash('sha256');
    filled = 0;
  };
  return {
    update: (bytes) => {
      for (let at = 0; at < bytes.length;) {
        const piece = bytes.subarray(at, at + BLOCK - filled);
        block.update(piece);
        at += piece.length;
        filled += piece.length;
        if (filled === BLOCK) close();
      }
    },
    digest: () => {
      if (filled > 0) close();
      return whole.digest('hex');
    },
  };
}
