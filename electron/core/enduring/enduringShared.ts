// Leases and copies while the store is away: nothing is taken or told on old knowledge, what was last known is still shown.
import type { FileCopy } from '../db/repositories/copy.repo';
import type { SharedTables } from '../sharing/sharedWork';
import type { StoreWatch } from './storeWatch';

export function enduringShared({ leases, copies }: SharedTables, watch: StoreWatch): SharedTables {
  const known = new Map<string, readonly FileCopy[]>();
  return {
    leases: {
      take: (...lease) => watch.insist(() => leases.take(...lease)),
      hold: (...lease) => watch.insist(() => leases.hold(...lease)),
      release: (...lease) => watch.insist(() => leases.release(...lease)),
    },
    copies: {
      file: (...place) => watch.insist(() => copies.file(...place)),
      files: (companyId, period) =>
        watch.ask(
          async () => {
            const files = await copies.files(companyId, period);
            known.set(`${companyId}/${period}`, files);
            return files;
          },
          () => known.get(`${companyId}/${period}`) ?? [],
        ),
      putFile: (copy) => watch.insist(() => copies.putFile(copy)),
      putRun: (copy) => watch.insist(() => copies.putRun(copy)),
      pruneRuns: (nowMs) => watch.insist(() => copies.pruneRuns(nowMs)),
      runs: (...asked) =>
        watch.ask(
          () => copies.runs(...asked),
          () => [],
        ),
      run: (id) =>
        watch.ask(
          () => copies.run(id),
          () => null,
        ),
    },
  };
}
