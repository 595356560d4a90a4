// Connections as the store last told them, while it is away. New sign-in tokens that services hand out meanwhile are kept beside the jobs,
// sealed as they are, and written to the store when it is back: a renewed token that is lost is a sign-in that is lost.
import { z } from 'zod';
import type { CompanyId, ConnectionId } from '../../../shared/domain/ids';
import type { AppError } from '../../../shared/errors';
import type { ArchiveWriter } from '../archive/types';
import type { Connection, ConnectionRepo, ResealOutcome, SealedValue } from '../db/repositories/connection.repo';
import { stillAway } from './enduringFacts';
import type { StoreWatch } from './storeWatch';
import { readNote } from '../notes';

const SCOPE = 'config-store';
/** Null: it is to be deleted. */
const Owed = z.strictObject({
  id: z.string(),
  kind: z.enum(['credential', 'session']),
  field: z.string(),
  token: z.string().nullable(),
  at: z.string(),
});
type Owed = z.infer<typeof Owed>;

/** The same value under the key in force; `locked`: another PC has changed it, and this one is asked for the passphrase first. */
export type InForce = (token: string) => Promise<ResealOutcome | { readonly result: 'locked' }>;

type Notes = Pick<ArchiveWriter, 'noteGet' | 'notePut' | 'noteDelete' | 'noteList'>;

export interface OwingParts {
  readonly notes: Notes;
  readonly inForce: InForce;
}

export function enduringConnections(
  repo: ConnectionRepo,
  watch: StoreWatch,
  { notes, inForce }: OwingParts,
): ConnectionRepo {
  const known = new Map<ConnectionId, Connection>();
  const sealedOf = new Map<ConnectionId, readonly SealedValue[]>();
  const owedStates = new Map<ConnectionId, readonly [Connection['state'], AppError | null]>();

  const remember = (rows: readonly Connection[], companyId?: CompanyId): readonly Connection[] => {
    for (const row of known.values()) if (companyId === undefined || row.companyId === companyId) known.delete(row.id);
    for (const row of rows) known.set(row.id, row);
    return rows;
  };
  const remembered = (): readonly Connection[] =>
    [...known.values()].sort((a, b) => (`${a.createdAt}${a.id}` < `${b.createdAt}${b.id}` ? -1 : 1));
  const forget = (id: ConnectionId): void => {
    known.delete(id);
    sealedOf.delete(id);
  };
  const merged = (
    id: ConnectionId,
    { kind, field }: Pick<SealedValue, 'kind' | 'field'>,
    token: string | null,
  ): void => {
    const others = (sealedOf.get(id) ?? []).filter((value) => value.kind !== kind || value.field !== field);
    sealedOf.set(id, token === null ? others : [...others, { kind, field, token }]);
  };
  const owe = async (owed: Owed): Promise<void> => {
    merged(owed.id as ConnectionId, owed, owed.token);
    await notes.notePut(SCOPE, `${owed.id}/${owed.kind}/${owed.field}`, JSON.stringify(owed));
  };

  /** False: it is told when the passphrase was given. Nothing that only an old key opens gets into the store. */
  const told = async ({ id: text, kind, field, token, at }: Owed): Promise<boolean> => {
    const id = text as ConnectionId;
    // Another PC may have removed its connection meanwhile.
    if ((await repo.find(id)) === null) return true;
    if (token === null) {
      await repo.deleteSealed(id, kind, field);
      return true;
    }
    const now = await inForce(token);
    if (now.result === 'locked') return false;
    if (now.result === 'unreadable') return true;
    await repo.putSealed(id, { kind, field, token: now.result === 'sealed' ? now.token : token }, at);
    return true;
  };

  watch.whenBack(async () => {
    for (const name of await notes.noteList(SCOPE, '')) {
      const owed = await readNote(notes, SCOPE, name, Owed);
      if (owed === null || (await told(owed))) await notes.noteDelete(SCOPE, name);
    }
    for (const [id, [state, problem]] of owedStates) {
      await repo.setState(id, state, problem);
      owedStates.delete(id);
    }
    for (const { id } of remember(await repo.list())) sealedOf.set(id, await repo.sealed(id));
  });

  return {
    list: (companyId) =>
      watch.ask(
        async () => remember(await repo.list(companyId), companyId),
        () => remembered().filter((row) => companyId === undefined || row.companyId === companyId),
      ),
    find: (id) =>
      watch.ask(
        async () => {
          const row = await repo.find(id);
          if (row) known.set(id, row);
          else forget(id);
          return row;
        },
        () => known.get(id) ?? null,
      ),
    findByUniqueKey: (key) => watch.insist(() => repo.findByUniqueKey(key)),
    findBySlug: (slug) =>
      watch.ask(
        () => repo.findBySlug(slug),
        () => remembered().find((row) => row.slug === slug) ?? null,
      ),
    slugs: () => watch.insist(() => repo.slugs()),
    insert: async (connection, sealed, at) => {
      await watch.insist(() => repo.insert(connection, sealed, at));
      known.set(connection.id, connection);
      sealedOf.set(connection.id, sealed);
    },
    replace: async (connection, sealed, at) => {
      await watch.insist(() => repo.replace(connection, sealed, at));
      known.set(connection.id, connection);
      if (sealed !== null) sealedOf.set(connection.id, sealed);
    },
    replaceAs: async (old, connection, sealed, at) => {
      await watch.insist(() => repo.replaceAs(old, connection, sealed, at));
      forget(old);
      known.set(connection.id, connection);
      sealedOf.set(connection.id, sealed);
    },
    setState: (id, state, problem) =>
      watch.ask(
        async () => {
          await repo.setState(id, state, problem);
          const row = known.get(id);
          if (row) known.set(id, { ...row, state, problem });
        },
        () => {
          const row = known.get(id);
          if (row) known.set(id, { ...row, state, problem });
          owedStates.set(id, [state, problem]);
        },
      ),
    sealed: (id) =>
      watch.ask(
        async () => {
          const values = await repo.sealed(id);
          sealedOf.set(id, values);
          return values;
        },
        () => {
          const values = sealedOf.get(id);
          if (!values) throw stillAway(watch);
          return values;
        },
      ),
    putSealed: (id, value, at) =>
      watch.ask(
        async () => {
          await repo.putSealed(id, value, at);
          merged(id, value, value.token);
        },
        () => owe({ id, ...value, at }),
      ),
    deleteSealed: (id, kind, field) =>
      watch.ask(
        async () => {
          await repo.deleteSealed(id, kind, field);
          merged(id, { kind, field }, null);
        },
        () => owe({ id, kind, field, token: null, at: '' }),
      ),
    resealAll: async (reseal) => {
      const resealed = await watch.insist(() => repo.resealAll(reseal));
      for (const id of known.keys()) sealedOf.set(id, await watch.insist(() => repo.sealed(id)));
      return resealed;
    },
    delete: async (id) => {
      await watch.insist(() => repo.delete(id));
      forget(id);
    },
  };
}

/** What waits for the store is sealed as well. */
export async function resealOwed(notes: Notes, reseal: (token: string) => string | null): Promise<void> {
  for (const name of await notes.noteList(SCOPE, '')) {
    const owed = await readNote(notes, SCOPE, name, Owed);
    const token = typeof owed?.token === 'string' ? reseal(owed.token) : null;
    if (owed !== null && token !== null) await notes.notePut(SCOPE, name, JSON.stringify({ ...owed, token }));
  }
}
