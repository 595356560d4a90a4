// OneDrive's own hash (Microsoft Graph, "Code snippets: QuickXorHash"): byte number i is XORed into 160 bits at bit 11·i, then the length.
import type { ContentHash } from '../sdk/cloud/cloud';

const BITS = 160;
const BYTES = BITS / 8;
const SHIFT = 11;
/** After so many bytes the places repeat: what falls on the same place is put together first, four bytes at a time. */
const PERIOD = BITS;
const WORDS = PERIOD / 4;

export function quickXorHash(): ContentHash {
  const gathered = new Uint32Array(WORDS);
  const bytewise = new Uint8Array(gathered.buffer);
  let length = 0;

  const single = (bytes: Uint8Array): void => {
    let at = length % PERIOD;
    for (const byte of bytes) {
      bytewise[at] = (bytewise[at] ?? 0) ^ byte;
      at = at + 1 === PERIOD ? 0 : at + 1;
    }
    length += bytes.length;
  };
  const blocks = (bytes: Uint8Array): void => {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
    const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
    for (let start = 0; start < words.length; start += WORDS)
      for (let at = 0; at < WORDS; at += 1) gathered[at] = (gathered[at] ?? 0) ^ (words[start + at] ?? 0);
    length += bytes.length;
  };

  return {
    update: (bytes) => {
      const head = Math.min(bytes.length, (PERIOD - (length % PERIOD)) % PERIOD);
      const whole = head + Math.floor((bytes.length - head) / PERIOD) * PERIOD;
      single(bytes.subarray(0, head));
      blocks(bytes.subarray(head, whole));
      single(bytes.subarray(whole));
    },
    digest: () => {
      const state = new Uint8Array(BYTES);
      bytewise.forEach((byte, index) => {
        const bit = (SHIFT * index) % BITS;
        const [at, shift] = [bit >> 3, bit & 7];
        const next = (at + 1) % BYTES;
        state[at] = (state[at] ?? 0) ^ (byte << shift);
        state[next] = (state[next] ?? 0) ^ (byte >> (8 - shift));
      });
      const view = new DataView(state.buffer, BYTES - 8);
      view.setBigUint64(0, view.getBigUint64(0, true) ^ BigInt(length), true);
      return Buffer.from(state).toString('base64');
    },
  };
}
