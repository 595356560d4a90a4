// Single facts of the store: its id, the wrapped key ring, settings.
import type { ConfigDatabase } from '../openDatabase';
import { transact } from '../transact';

export interface MetaRepo {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
  /** Only where `from` still stands (null: nothing does); false when another PC was first. */
  swap(key: string, from: string | null, to: string): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** Keys that begin so, in order. */
  keys(prefix: string): Promise<readonly string[]>;
}

export function metaRepo(db: ConfigDatabase): MetaRepo {
  return {
    get: async (key) =>
      (await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value ?? null,
    // Not an upsert of one dialect: this says the same everywhere. Changed first, so that PCs which write the same wait for each other.
    set: (key, value) =>
      transact(db, async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('meta')
          .set({ value })
          .where('key', '=', key)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) await trx.insertInto('meta').values({ key, value }).execute();
      }),
    swap: (key, from, to) =>
      transact(db, async (trx) => {
        if (from !== null) {
          const { numUpdatedRows } = await trx
            .updateTable('meta')
            .set({ value: to })
            .where('key', '=', key)
            .where('value', '=', from)
            .executeTakeFirst();
          return numUpdatedRows > 0n;
        }
        if (await trx.selectFrom('meta').select('key').where('key', '=', key).executeTakeFirst()) return false;
        await trx.insertInto('meta').values({ key, value: to }).execute();
        return true;
      }),
    delete: async (key) => {
      await db.deleteFrom('meta').where('key', '=', key).execute();
    },
    keys: async (prefix) => {
      const rows = await db.selectFrom('meta').select('key').orderBy('key').execute();
      return rows.map(({ key }) => key).filter((key) => key.startsWith(prefix));
    },
  };
}
