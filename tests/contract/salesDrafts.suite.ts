// Drafts of any length, on every engine of the config store.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openDatabase, type ConfigDatabase } from '../../electron/core/db/openDatabase';
import { companyRepo, type Company } from '../../electron/core/db/repositories/company.repo';
import { salesDraftRepo } from '../../electron/core/db/repositories/salesDraft.repo';
import type { ConfigTarget } from '../../electron/core/db/target';

const AT = '2026-11-02T08:00:00.000Z';

/** JSON of so many characters that pack badly. */
function bodyOf(seed: string, chars: number): string {
  const lines: string[] = [];
  for (let left = chars; left > 0; left -= 88)
    lines.push(
      createHash('sha512')
        .update(`${seed}${String(left)}`)
        .digest('base64'),
    );
  return JSON.stringify({ name: 'Zażółć "gęślą" \\ jaźń 🦆', lines });
}

interface Opened {
  readonly db: ConfigDatabase;
  readonly target: ConfigTarget;
  readonly aCompany: () => Company;
  readonly uuid: () => string;
}

export function salesDraftSuite(opened: () => Opened): void {
  describe('drafts of sales', () => {
    const row = (companyId: string, body: string, more = {}) => ({
      id: opened().uuid(),
      companyId,
      changedAt: AT,
      outboxId: null,
      body,
      ...more,
    });
    const company = async () => {
      const made = opened().aCompany();
      await companyRepo(opened().db).insert(made);
      return made.id;
    };
    const count = async () => (await opened().db.selectFrom('sales_draft').select('id').execute()).length;

    it.each([10, 59_000, 61_000, 200_000, 900_000])('of about %i characters are kept as they are', async (chars) => {
      const { db } = opened();
      const repo = salesDraftRepo(db);
      const companyId = await company();
      const outboxId = opened().uuid();
      const draft = row(companyId, bodyOf('a', chars), { outboxId });
      const other = row(companyId, bodyOf('b', 70_000), { changedAt: '2026-11-03T08:00:00.000Z' });
      await repo.save(draft);
      await repo.save(other);
      expect(await repo.find(draft.id)).toEqual(draft);
      expect(await repo.ofOutbox(outboxId)).toEqual(draft);
      expect(await repo.list(companyId)).toEqual([other, draft]);
      // Shorter now: no piece of before is left.
      await repo.save({ ...draft, body: '{}' });
      expect(await repo.list(companyId)).toEqual([other, { ...draft, body: '{}' }]);
      await repo.delete(companyId, other.id);
      await repo.delete(opened().uuid(), draft.id);
      expect(await repo.list(companyId)).toEqual([{ ...draft, body: '{}' }]);
      await repo.delete(companyId, draft.id);
      expect(await count()).toBe(0);
    });

    it('that two PCs save at once are one of the two, whole', async () => {
      const { db, target } = opened();
      // A file is no store of several PCs: there the two are two saves of one.
      const second = target.type === 'sqlite' ? db : await openDatabase(target);
      try {
        const companyId = await company();
        const id = opened().uuid();
        const bodies = [bodyOf('one', 200_000), bodyOf('two', 350_000), bodyOf('three', 10)];
        const saves = bodies.flatMap((body) =>
          [db, second].map((on) => salesDraftRepo(on).save(row(companyId, body, { id }))),
        );
        await Promise.all(saves);
        const found = await salesDraftRepo(second).find(id);
        expect(bodies).toContain(found?.body);
        await salesDraftRepo(db).delete(companyId, id);
        expect(await count()).toBe(0);
      } finally {
        if (second !== db) await second.destroy();
      }
    });

    it('go with their company', async () => {
      const companyId = await company();
      await salesDraftRepo(opened().db).save(row(companyId, bodyOf('a', 200_000)));
      await companyRepo(opened().db).delete(companyId);
      expect(await count()).toBe(0);
    });

    it('whose pieces are not all there are not shown as if they were', async () => {
      const { db } = opened();
      const repo = salesDraftRepo(db);
      const companyId = await company();
      const draft = row(companyId, bodyOf('a', 200_000));
      await repo.save(draft);
      await db.deleteFrom('sales_draft').where('id', 'like', '%#0002').execute();
      expect(await repo.find(draft.id)).toBeNull();
      expect(await repo.list(companyId)).toEqual([]);
      await repo.delete(companyId, draft.id);
    });
  });
}
