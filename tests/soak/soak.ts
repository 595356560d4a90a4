// How long, and by which dice: the same seed throws the same.

export const SEED = Number(process.env['KONTOR_SOAK_SEED'] ?? '1');
const MINUTES = Number(process.env['KONTOR_SOAK_MINUTES'] ?? '1');
/** Kills of each kind, however long they take; without it time decides. */
export const KILLS = process.env['KONTOR_SOAK_KILLS'] === undefined ? null : Number(process.env['KONTOR_SOAK_KILLS']);
/** Only uploads to these destinations. */
export const TO = (process.env['KONTOR_SOAK_TO'] ?? '').split(' ').filter((id) => id !== '');

export interface Dice {
  /** 0 to below `limit`. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
}

/** Mulberry32: small, and the same on every machine. Every round has dice of its own, so that one round can be looked at alone. */
export function diceOf(...numbers: readonly number[]): Dice {
  let state = numbers.reduce((mixed, number) => Math.imul(mixed ^ (number + 0x9e3779b9), 0x85ebca6b) >>> 0, SEED >>> 0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}

/** Rounds until this share of the time is used up, at least `least`; or until it is `enough`. Tells at the end how many there were. */
export async function rounds(
  name: string,
  { share, least, enough }: { readonly share: number; readonly least: number; readonly enough?: () => boolean },
  round: (index: number) => Promise<void> | void,
): Promise<void> {
  const end = performance.now() + MINUTES * 60_000 * share;
  let index = 0;
  const isOver = enough ?? (() => index >= least && performance.now() >= end);
  for (; !isOver(); index += 1) {
    try {
      await round(index);
    } catch (cause) {
      throw new Error(`${name}: round ${String(index)} of seed ${String(SEED)}`, { cause });
    }
  }
  process.stdout.write(`soak: ${name}: ${String(index)} rounds with seed ${String(SEED)}\n`);
}
