// The time that all PCs of one store agree on. A file has one PC and its clock; a server has its own, however far theirs are apart.
import { sql } from 'kysely';
import type { Clock } from '../ports';
import type { ConfigDatabase } from './openDatabase';
import type { Engine } from './target';

export interface StoreClock {
  /** Others may write to the store at the same time. */
  readonly isShared: boolean;
  /** Milliseconds that the store's clock is ahead of this computer's; asked in the transaction that decides by it. */
  aheadMs(db: ConfigDatabase): Promise<number>;
}

const SERVER_NOW = {
  postgresql: sql<string>`select cast(floor(extract(epoch from clock_timestamp()) * 1000) as varchar(20)) as now`,
  mysql: sql<string>`select cast(floor(unix_timestamp(now(3)) * 1000) as char) as now`,
} as const;

export function storeClock(engine: Engine, clock: Pick<Clock, 'now'>): StoreClock {
  if (engine === 'sqlite') return { isShared: false, aheadMs: () => Promise.resolve(0) };
  const question = SERVER_NOW[engine];
  return {
    isShared: true,
    aheadMs: async (db) => {
      const asked = clock.now();
      const { rows } = await question.execute(db);
      const there = Number((rows[0] as { readonly now: string } | undefined)?.now);
      return there - Math.round((asked + clock.now()) / 2);
    },
  };
}
