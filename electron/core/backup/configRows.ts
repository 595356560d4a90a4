// Connections and settings as text, and back into a file of this computer. Sign-ins stay sealed; their keys lie beside them, because
// the backup itself is sealed: without them a lost computer would cost every sign-in.
import { Migrator } from 'kysely/migration';
import { z } from 'zod';
import { TABLES } from '../db/copyStore';
import { migrations } from '../db/migrations/index';
import { openDatabase, type ConfigDatabase } from '../db/openDatabase';
import { parseKeyList } from '../vault/generateKey';
import { fernetKey, type FernetKey } from '../vault/fernet';
import { wrapByPassphrase, type ScryptCost } from '../vault/passphraseWrap';
import { sealRing, type StoredKeyRing } from '../vault/storedKeyRing';
import { backupProblem } from './failures';

/** Held by one computer for a while: nothing of it is true on another one. */
const NOT_KEPT: readonly string[] = ['lease'];
const KEPT = TABLES.filter((table) => !NOT_KEPT.includes(table));
const RING = 'key_ring';

const ConfigText = z.object({
  v: z.literal(1),
  /** Newest migration. */
  schema: z.string(),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))),
  /** Newest first; none when the administrator's environment gives them. */
  keys: z.array(z.string()),
});

/** Written in a way that only a later Kontor knows. */
const Newer = z.object({ v: z.number().gt(1) });

/** `keysOf` is asked before the rows are read and after it: whenever the key is changed meanwhile, what sealed them is among them. */
export async function configText(db: ConfigDatabase, keysOf: () => Promise<readonly FernetKey[]>): Promise<string> {
  const before = await keysOf();
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  const schema = (await migrator.getMigrations()).filter((one) => one.executedAt !== undefined).at(-1)?.name ?? '';
  const tables = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const found: Record<string, unknown> = {};
      for (const table of KEPT) found[table] = await trx.selectFrom(table).selectAll().execute();
      return found;
    });
  const keys = new Set([...(await keysOf()), ...before].map(({ text }) => text));
  return JSON.stringify({ v: 1, schema, tables, keys: [...keys] });
}

export interface RestoredConfig {
  readonly text: string;
  /** Made here. */
  readonly path: string;
  /** From now on it opens the sign-ins, until the keychain of this computer has taken them. */
  readonly passphrase: string;
  readonly random: (bytes: number) => Uint8Array;
  readonly nowMs: number;
  readonly cost: ScryptCost;
}

/** Throws a Failure: backup.newer, backup.damaged. */
export async function restoreConfig(order: RestoredConfig): Promise<void> {
  const json: unknown = JSON.parse(order.text);
  const found = ConfigText.safeParse(json);
  if (Newer.safeParse(json).success) throw backupProblem('backup.newer');
  if (!found.success) throw backupProblem('backup.damaged', { part: 'config.json' });
  const { schema, tables, keys } = found.data;
  if (!(schema in migrations)) throw backupProblem('backup.newer');
  const target = { type: 'sqlite', path: order.path } as const;
  // As old as it was; what came after is done by the same steps as on every computer.
  const then = Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= schema));
  const db = await openDatabase(target, { migrations: then });
  try {
    for (const table of KEPT) {
      const rows = tables[table] ?? [];
      // Rows of a table fit the same table.
      for (let at = 0; at < rows.length; at += 50)
        await db
          .insertInto(table)
          .values(rows.slice(at, at + 50))
          .execute();
    }
    const ring = keys.length === 0 ? null : await ringOf(keys, order);
    if (ring !== null) {
      await db.deleteFrom('meta').where('key', '=', RING).execute();
      await db
        .insertInto('meta')
        .values({ key: RING, value: JSON.stringify(ring) })
        .execute();
    }
  } finally {
    await db.destroy();
  }
  await (await openDatabase(target)).destroy();
}

async function ringOf(texts: readonly string[], order: RestoredConfig): Promise<StoredKeyRing> {
  const { nowMs, cost } = order;
  const master = fernetKey(order.random(32));
  const passphrase = await wrapByPassphrase(master, order.passphrase, { nowMs, cost });
  const ring = sealRing(master, parseKeyList(texts.join(',')), nowMs);
  return { v: 1, generations: [{ ring, keychains: [], passphrase }] };
}
