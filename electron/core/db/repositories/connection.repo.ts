// Connections and their sealed values.
import { z } from 'zod';
import { AppError } from '../../../../shared/errors';
import type { CompanyId, ConnectionId, ConnectionSlug } from '../../../../shared/domain/ids';
import type { ConnectionState } from '../../../../shared/contract/connections';
import { FieldValues } from '../../../../shared/forms/fields';
import type { ConfigDatabase } from '../openDatabase';
import { transact } from '../transact';
import type { ConnectionTable } from '../tables';

export interface Connection {
  readonly id: ConnectionId;
  readonly slug: ConnectionSlug;
  readonly companyId: CompanyId;
  readonly providerId: string;
  readonly title: string;
  readonly identity: string;
  readonly uniqueKey: string;
  readonly settings: FieldValues;
  readonly state: ConnectionState;
  readonly problem: AppError | null;
  readonly createdAt: string;
}

export type SealedKind = 'credential' | 'session';
export interface SealedValue {
  readonly kind: SealedKind;
  readonly field: string;
  /** Fernet token. */
  readonly token: string;
}

/** `unreadable`: no key opens it, and it stays as it is. */
export type ResealOutcome =
  | { readonly result: 'newest' }
  | { readonly result: 'unreadable' }
  | { readonly result: 'sealed'; readonly token: string };
/** Connections. */
export interface Resealed {
  readonly sealed: number;
  /** With a value that no key opens: it stays as it is. */
  readonly unreadable: number;
}

export interface ConnectionRepo {
  list(companyId?: CompanyId): Promise<readonly Connection[]>;
  find(id: ConnectionId): Promise<Connection | null>;
  findByUniqueKey(uniqueKey: string): Promise<Connection | null>;
  findBySlug(slug: string): Promise<Connection | null>;
  slugs(): Promise<readonly string[]>;
  /** Row and sealed values in one transaction. */
  insert(connection: Connection, sealed: readonly SealedValue[], at: string): Promise<void>;
  /** New sign-in or settings: settings, state and credentials change together. */
  replace(connection: Connection, sealed: readonly SealedValue[] | null, at: string): Promise<void>;
  /** These two alone: what another PC has changed meanwhile stays. */
  setState(id: ConnectionId, state: ConnectionState, problem: AppError | null): Promise<void>;
  /** The same connection under another id; what was sealed for the old one goes. */
  replaceAs(old: ConnectionId, connection: Connection, sealed: readonly SealedValue[], at: string): Promise<void>;
  sealed(id: ConnectionId): Promise<readonly SealedValue[]>;
  putSealed(id: ConnectionId, value: SealedValue, at: string): Promise<void>;
  deleteSealed(id: ConnectionId, kind: SealedKind, field: string): Promise<void>;
  /** Every sealed value of the store, in one transaction; what another PC writes meanwhile stays. */
  resealAll(reseal: (token: string) => ResealOutcome): Promise<Resealed>;
  /** Sealed values go with the row. */
  delete(id: ConnectionId): Promise<void>;
}

export function connectionRepo(db: ConfigDatabase): ConnectionRepo {
  const putAll = async (trx: ConfigDatabase, id: ConnectionId, values: readonly SealedValue[], at: string) => {
    for (const { kind, field, token } of values) {
      const { numUpdatedRows } = await trx
        .updateTable('sealed')
        .set({ token, updated_at: at })
        .where('connection_id', '=', id)
        .where('kind', '=', kind)
        .where('field', '=', field)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) continue;
      await trx.insertInto('sealed').values({ connection_id: id, kind, field, token, updated_at: at }).execute();
    }
  };
  const remove = async (trx: ConfigDatabase, id: ConnectionId): Promise<void> => {
    await trx.deleteFrom('expiry_note').where('connection_id', '=', id).execute();
    await trx.deleteFrom('sealed').where('connection_id', '=', id).execute();
    await trx.deleteFrom('connection').where('id', '=', id).execute();
  };
  return {
    list: async (companyId) => {
      const query = db.selectFrom('connection').selectAll().orderBy('created_at').orderBy('id');
      const rows = await (companyId === undefined ? query : query.where('company_id', '=', companyId)).execute();
      return rows.map(toConnection);
    },
    find: async (id) => {
      const row = await db.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toConnection(row) : null;
    },
    findByUniqueKey: async (key) => {
      const row = await db.selectFrom('connection').selectAll().where('unique_key', '=', key).executeTakeFirst();
      return row ? toConnection(row) : null;
    },
    findBySlug: async (slug) => {
      const row = await db.selectFrom('connection').selectAll().where('slug', '=', slug).executeTakeFirst();
      return row ? toConnection(row) : null;
    },
    slugs: async () => (await db.selectFrom('connection').select('slug').execute()).map((row) => row.slug),
    insert: (connection, sealed, at) =>
      transact(db, async (trx) => {
        await trx.insertInto('connection').values(toRow(connection)).execute();
        await putAll(trx, connection.id, sealed, at);
      }),
    replace: (connection, sealed, at) =>
      transact(db, async (trx) => {
        await trx.updateTable('connection').set(toRow(connection)).where('id', '=', connection.id).execute();
        if (sealed === null) return;
        // A new sign-in ends every session of the old one.
        await trx.deleteFrom('sealed').where('connection_id', '=', connection.id).execute();
        // What was written down was the end of the old one.
        await trx.deleteFrom('expiry_note').where('connection_id', '=', connection.id).execute();
        await putAll(trx, connection.id, sealed, at);
      }),
    setState: async (id, state, problem) => {
      await db
        .updateTable('connection')
        .set({ state, problem: problem ? JSON.stringify(problem) : null })
        .where('id', '=', id)
        .execute();
    },
    replaceAs: (old, connection, sealed, at) =>
      transact(db, async (trx) => {
        await remove(trx, old);
        await trx.insertInto('connection').values(toRow(connection)).execute();
        await putAll(trx, connection.id, sealed, at);
      }),
    sealed: async (id) =>
      (await db
        .selectFrom('sealed')
        .select(['kind', 'field', 'token'])
        .where('connection_id', '=', id)
        .execute()) as SealedValue[],
    putSealed: (id, value, at) => transact(db, (trx) => putAll(trx, id, [value], at)),
    deleteSealed: async (id, kind, field) => {
      await db
        .deleteFrom('sealed')
        .where('connection_id', '=', id)
        .where('kind', '=', kind)
        .where('field', '=', field)
        .execute();
    },
    resealAll: (reseal) =>
      transact(db, async (trx) => {
        const [sealed, unreadable] = [new Set<string>(), new Set<string>()];
        for (const row of await trx
          .selectFrom('sealed')
          .select(['connection_id', 'kind', 'field', 'token'])
          .execute()) {
          const outcome = reseal(row.token);
          if (outcome.result === 'unreadable') unreadable.add(row.connection_id);
          if (outcome.result !== 'sealed') continue;
          const { numUpdatedRows } = await trx
            .updateTable('sealed')
            .set({ token: outcome.token })
            .where('connection_id', '=', row.connection_id)
            .where('kind', '=', row.kind)
            .where('field', '=', row.field)
            .where('token', '=', row.token)
            .executeTakeFirst();
          if (numUpdatedRows > 0n) sealed.add(row.connection_id);
        }
        return { sealed: sealed.size, unreadable: unreadable.size };
      }),
    delete: (id) => transact(db, (trx) => remove(trx, id)),
  };
}

function toRow(connection: Connection): ConnectionTable {
  return {
    id: connection.id,
    slug: connection.slug,
    company_id: connection.companyId,
    provider_id: connection.providerId,
    title: connection.title,
    identity: connection.identity,
    unique_key: connection.uniqueKey,
    settings: JSON.stringify(connection.settings),
    state: connection.state,
    problem: connection.problem ? JSON.stringify(connection.problem) : null,
    created_at: connection.createdAt,
  };
}

const Settings = z.string().transform((text) => FieldValues.parse(JSON.parse(text)));

function toConnection(row: ConnectionTable): Connection {
  return {
    id: row.id as ConnectionId,
    slug: row.slug as ConnectionSlug,
    companyId: row.company_id as CompanyId,
    providerId: row.provider_id,
    title: row.title,
    identity: row.identity,
    uniqueKey: row.unique_key,
    settings: Settings.parse(row.settings),
    state: row.state as ConnectionState,
    problem: row.problem === null ? null : AppError.parse(JSON.parse(row.problem)),
    createdAt: row.created_at,
  };
}
