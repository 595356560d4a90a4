// Element names are few and repeat thousands of times: each becomes one string, so that comparing names compares pointers.

const SLOTS = 4096;
/** A document full of made-up names must not fill the memory: what does not fit is simply not shared. */
const MAX_NAMES = 1024;

const slots: (string | undefined)[] = Array.from({ length: SLOTS }, () => undefined);
let used = 0;

/** The string of `latin1[from, to)`, the same object for the same name. `hash` is computed by the caller while it scans. */
export function sharedName(latin1: string, bytes: Uint8Array, from: number, to: number, hash: number): string {
  let slot = hash & (SLOTS - 1);
  for (let probe = 0; probe < 8; probe += 1) {
    const known = slots[slot];
    if (known === undefined) return remember(slot, latin1.slice(from, to));
    if (isSame(known, bytes, from, to)) return known;
    slot = (slot + 1) & (SLOTS - 1);
  }
  return Buffer.from(latin1.slice(from, to), 'latin1').toString('utf8');
}

function isSame(known: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let i = 0; i < known.length; i += 1) if (known.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}

function remember(slot: number, name: string): string {
  if (/[\x80-\xff]/.test(name)) return Buffer.from(name, 'latin1').toString('utf8');
  if (used >= MAX_NAMES) return name;
  used += 1;
  // Property keys are the strings that the engine itself keeps unique: only those compare by pointer with literals.
  const unique = Object.keys({ [name]: 0 })[0] ?? name;
  slots[slot] = unique;
  return unique;
}
