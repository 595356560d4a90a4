// Single facts and companies as the store last told them, while it is away. Changes wait for the store: a person is told so.
import { Failure } from '../../../shared/errors';
import type { Company, CompanyRepo } from '../db/repositories/company.repo';
import type { MetaRepo } from '../db/repositories/meta.repo';
import type { StoreWatch } from './storeWatch';

export function enduringFacts(repo: MetaRepo, watch: StoreWatch): MetaRepo {
  const known = new Map<string, string | null>();
  let isLearned = false;
  watch.whenBack(async () => {
    for (const key of await repo.keys('')) known.set(key, await repo.get(key));
    isLearned = true;
  });
  return {
    get: (key) =>
      watch.ask(
        async () => {
          const value = await repo.get(key);
          known.set(key, value);
          return value;
        },
        () => {
          const value = known.get(key);
          if (value === undefined && !isLearned) throw stillAway(watch);
          return value ?? null;
        },
      ),
    set: async (key, value) => {
      await watch.insist(() => repo.set(key, value));
      known.set(key, value);
    },
    swap: async (key, from, to) => {
      const isDone = await watch.insist(() => repo.swap(key, from, to));
      if (isDone) known.set(key, to);
      return isDone;
    },
    delete: async (key) => {
      await watch.insist(() => repo.delete(key));
      known.set(key, null);
    },
    // Only the start and removals look through them: not on old knowledge.
    keys: (prefix) => watch.insist(() => repo.keys(prefix)),
  };
}

export function enduringCompanies(repo: CompanyRepo, watch: StoreWatch): CompanyRepo {
  let known: readonly Company[] | null = null;
  const all = async (): Promise<readonly Company[]> => (known = await repo.list());
  const remembered = (): readonly Company[] => {
    if (known === null) throw stillAway(watch);
    return known;
  };
  watch.whenBack(async () => {
    await all();
  });
  const changed = async (change: () => Promise<void>): Promise<void> => {
    await watch.insist(change);
    await watch.ask(all, remembered);
  };
  return {
    list: () => watch.ask(all, remembered),
    find: (id) =>
      watch.ask(
        () => repo.find(id),
        () => remembered().find((company) => company.id === id) ?? null,
      ),
    insert: (company) => changed(() => repo.insert(company)),
    update: (id, changes) => changed(() => repo.update(id, changes)),
    delete: (id) => changed(() => repo.delete(id)),
  };
}

/** Nothing is known that could stand in for the store's answer. */
export function stillAway(watch: StoreWatch): Failure {
  const { kind, key, params } = watch.away()?.problem ?? { kind: 'unavailable', key: 'config.db_lost', params: {} };
  return new Failure({ kind, key, params });
}
