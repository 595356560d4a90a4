// Which kills can share one process: all installations but the last stand still at their places and are killed with it.
import type { Told } from './child';
import type { Kill } from './coreChild';

export type NamedKill = Required<Kill>;

/** The nth write of all, by the name it has when nobody disturbs. */
function named(kill: Kill, places: readonly string[]): NamedKill {
  if (kill.place !== undefined) return { place: kill.place, nth: kill.nth };
  const place = places[kill.nth - 1];
  if (place === undefined) throw new Error(`nobody writes ${String(kill.nth)} times`);
  return { place, nth: places.slice(0, kill.nth).filter((it) => it === place).length };
}

export const keyOf = (kill: Kill, places: readonly string[]): string => JSON.stringify(named(kill, places));

/** Ten of all writes, spread so that neighbours are rare: what is killed by chance every day. */
export const SOMEWHERE = Array.from({ length: 10 }, (_, n) => n);
export const somewhere = (places: readonly string[], n: number): Kill => ({
  nth: 1 + ((n * 7919 + 4001) % places.length),
});

/** At a statement or a synced file nothing can stand still: each of those is the last of a process of its own. */
export function batchesOf(all: readonly Kill[], told: readonly Told[]): readonly (readonly NamedKill[])[] {
  const places = told.map(({ place }) => place);
  const kills = [...new Map(all.map((kill) => [keyOf(kill, places), named(kill, places)])).values()];
  const firm = new Set(told.flatMap(({ place, canStand }) => (canStand ? [] : [place])));
  const alone = kills.filter(({ place }) => firm.has(place));
  const others = kills.filter(({ place }) => !firm.has(place));
  if (alone.length === 0) return [others];
  return alone.map((last, index) => [...others.filter((_, n) => n % alone.length === index), last]);
}
