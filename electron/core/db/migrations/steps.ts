// Steps of a migration that may be carried out twice, on every engine: MySQL ends a transaction at each change of a table.
import type { Kysely } from 'kysely';
import { codeOf } from '../diskProblems';

export interface NewIndex {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
}

export async function makeIndex(db: Kysely<unknown>, { name, table, columns }: NewIndex): Promise<void> {
  try {
    await db.schema
      .createIndex(name)
      .ifNotExists()
      .on(table)
      .columns([...columns])
      .execute();
  } catch (error) {
    if (codeOf(error) !== 'ER_DUP_KEYNAME') throw error;
  }
}
