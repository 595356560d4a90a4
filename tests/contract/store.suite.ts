// What every engine of the config store has to do alike: the repositories and the migrations.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type ConfigDatabase } from '../../electron/core/db/openDatabase';
import { budgetRepo } from '../../electron/core/db/repositories/budget.repo';
import { companyRepo, type Company } from '../../electron/core/db/repositories/company.repo';
import { connectionRepo, type Connection } from '../../electron/core/db/repositories/connection.repo';
import { expiryNoteRepo } from '../../electron/core/db/repositories/expiryNote.repo';
import { metaRepo } from '../../electron/core/db/repositories/meta.repo';
import { storeClock } from '../../electron/core/db/storeClock';
import type { ConfigTarget } from '../../electron/core/db/target';
import { eventBus } from '../../electron/core/events/eventBus';
import { companyService } from '../../electron/core/services/companyService';
import { uuidV7 } from '../../electron/core/uuid';
import type { CompanyId, ConnectionId, ConnectionSlug } from '../../shared/domain/ids';
import { salesDraftSuite } from './salesDrafts.suite';
import { sharedTablesSuite } from './sharedTables.suite';

export const ids = { uuid: () => uuidV7(Date.now(), randomBytes), random: (bytes: number) => randomBytes(bytes) };
const AT = '2026-11-02T08:00:00.000Z';
const HOUR_MS = 60 * 60_000;
/** How long a store on a busy machine may take to say what time it is. */
const SLOW_ANSWER_MS = 20_000;

export function aCompany(changes: Partial<Company> = {}): Company {
  return {
    id: ids.uuid() as CompanyId,
    name: 'Zażółć gęślą jaźń "Łódź" \\ 🦆 sp. z o.o.',
    country: 'PL',
    taxId: '5265877635',
    isDemo: false,
    purchaseMonthRule: 'received_date',
    createdAt: AT,
    ...changes,
  };
}

export function aConnection(companyId: CompanyId, slug: string, changes: Partial<Connection> = {}): Connection {
  return {
    id: ids.uuid() as ConnectionId,
    slug: slug as ConnectionSlug,
    companyId,
    providerId: 'ksef',
    title: `It's "${slug}"`,
    identity: `5265877635@${slug}`,
    uniqueKey: `ksef|${slug}`,
    settings: { since: '2026-01-01', nested: "quote ' and \\ backslash" },
    state: 'ok',
    problem: null,
    createdAt: AT,
    ...changes,
  };
}

/** `fresh` answers an empty store; the same one may be opened several times. */
export function storeSuite(fresh: () => Promise<ConfigTarget>): void {
  let target: ConfigTarget;
  let db: ConfigDatabase;
  beforeAll(async () => {
    target = await fresh();
    db = await openDatabase(target);
  });
  afterAll(() => db.destroy());
  beforeEach(async () => {
    for (const table of [
      'sealed',
      'expiry_note',
      'connection',
      'company',
      'meta',
      'budget_call',
      'budget_block',
      'budget_limit',
    ] as const)
      await db.deleteFrom(table).execute();
  });

  describe('facts', () => {
    it('come back as they were written, also long ones and what SQL could take for its own', async () => {
      const meta = metaRepo(db);
      const values = [
        '',
        'x'.repeat(300_000),
        `it's; drop table "meta" -- \\`,
        '\\',
        `\\'`,
        'żółć 🦆 \u00a0',
        '%s ? $1 :a',
      ];
      for (const value of values) {
        await meta.set('key', value);
        expect(await meta.get('key')).toBe(value);
      }
      await meta.delete('key');
      expect(await meta.get('key')).toBeNull();
    });

    it('have names in which case and accents count, and an order by their bytes', async () => {
      const meta = metaRepo(db);
      for (const name of ['b', 'B', 'a', 'ä', 'a-b', 'a_b', 'ab', 'A']) await meta.set(name, name);
      expect(await meta.get('B')).toBe('B');
      expect(await meta.keys('')).toEqual(['A', 'B', 'a', 'a-b', 'a_b', 'ab', 'b', 'ä']);
      expect(await meta.keys('a')).toEqual(['a', 'a-b', 'a_b', 'ab']);
    });
  });

  describe('companies and connections', () => {
    it('are kept, changed, listed in their order and removed', async () => {
      const companies = companyRepo(db);
      const [one, two] = [aCompany(), aCompany({ taxId: null, isDemo: true, createdAt: '2026-11-01T08:00:00.000Z' })];
      await companies.insert(one);
      await companies.insert(two);
      expect(await companies.list()).toEqual([two, one]);
      await companies.update(one.id, { name: 'Other', purchaseMonthRule: 'issue_date' });
      expect(await companies.find(one.id)).toEqual({ ...one, name: 'Other', purchaseMonthRule: 'issue_date' });
      await companies.delete(two.id);
      expect(await companies.find(two.id)).toBeNull();
    });

    it('are made under any name that a service gives: long ones, on two lines, with a NUL', async () => {
      const told: string[] = [];
      const companies = companyService({
        companies: companyRepo(db),
        writer: { saveCompany: ({ name }: { name: string }) => Promise.resolve(void told.push(name)) } as never,
        reader: { companies: () => Promise.resolve([]) } as never,
        events: eventBus(),
        clock: { now: () => Date.parse(AT) } as never,
        ids,
      });
      const name = `Zakład\u0000 "Łódź"\n${'ż'.repeat(170)}🦆${'🦆'.repeat(40)}`;
      const id = await companies.forFound({ name, taxId: '7010001453' }, { countries: ['PL'] } as never);
      const kept = (await companies.find(id))?.name ?? '';
      expect(kept.startsWith('Zakład "Łódź" żż')).toBe(true);
      expect([kept.length <= 200, Buffer.from(kept).toString() === kept, told]).toEqual([true, true, [kept]]);
    });

    it('with what is sealed for them, together or not at all', async () => {
      const [companies, connections] = [companyRepo(db), connectionRepo(db)];
      const company = aCompany();
      await companies.insert(company);
      const first = aConnection(company.id, 'first');
      const token = 'gAAAA'.repeat(30_000);
      await connections.insert(first, [{ kind: 'credential', field: 'token', token }], AT);
      expect(await connections.find(first.id)).toEqual(first);
      expect(await connections.sealed(first.id)).toEqual([{ kind: 'credential', field: 'token', token }]);
      // The second has the name of the first: neither it nor its token stays.
      const double = aConnection(company.id, 'first', { uniqueKey: 'ksef|other' });
      await expect(
        connections.insert(double, [{ kind: 'credential', field: 'token', token: 'b' }], AT),
      ).rejects.toThrow();
      expect(await connections.find(double.id)).toBeNull();
      expect(await connections.sealed(double.id)).toEqual([]);
      await connections.putSealed(first.id, { kind: 'session', field: 'access', token: 'one' }, AT);
      await connections.putSealed(first.id, { kind: 'session', field: 'access', token: 'two' }, AT);
      expect(await connections.sealed(first.id)).toHaveLength(2);
      const problem = {
        kind: 'auth',
        key: 'provider.ksef.token_expired',
        params: { until: 1 },
        supportId: 'x',
      } as const;
      await connections.replace({ ...first, state: 'needs_attention', problem }, null, AT);
      expect(await connections.find(first.id)).toEqual({ ...first, state: 'needs_attention', problem });
      await connections.replace(first, [{ kind: 'credential', field: 'token', token: 'new' }], AT);
      expect(await connections.sealed(first.id)).toEqual([{ kind: 'credential', field: 'token', token: 'new' }]);
      await connections.delete(first.id);
      expect(await connections.sealed(first.id)).toEqual([]);
      expect(await connections.list()).toEqual([]);
    });

    it('end when somebody wrote it down, until there is a new sign-in or they go', async () => {
      const [companies, connections, notes] = [companyRepo(db), connectionRepo(db), expiryNoteRepo(db)];
      const company = aCompany();
      await companies.insert(company);
      const one = aConnection(company.id, 'one');
      await connections.insert(one, [], AT);
      const note = { connectionId: one.id, kind: 'password', endsOn: '2026-12-31' } as const;
      await notes.save({ ...note, endsOn: '2026-11-30' }, AT);
      await notes.save(note, AT);
      expect(await notes.list()).toEqual([note]);
      await connections.replace({ ...one, title: 'Other' }, null, AT);
      expect(await notes.list()).toEqual([note]);
      await connections.replace(one, [{ kind: 'credential', field: 'token', token: 'new' }], AT);
      expect(await notes.list()).toEqual([]);
      await notes.save(note, AT);
      await notes.delete(one.id);
      expect(await notes.list()).toEqual([]);
      await notes.save(note, AT);
      await connections.delete(one.id);
      expect(await notes.list()).toEqual([]);
    });

    it('are found by their readable id, and go on under another one with nothing left behind', async () => {
      const [companies, connections] = [companyRepo(db), connectionRepo(db)];
      const company = aCompany();
      await companies.insert(company);
      const old = aConnection(company.id, 'ksef-1', { state: 'unverified', identity: '' });
      await connections.insert(old, [{ kind: 'session', field: 'access', token: 'a' }], AT);
      expect(await connections.findBySlug('ksef-1')).toEqual(old);
      const next = { ...old, id: ids.uuid() as ConnectionId, state: 'ok', identity: '5265877635@prod' } as const;
      await connections.replaceAs(old.id, next, [{ kind: 'credential', field: 'token', token: 'b' }], AT);
      expect(await connections.list()).toEqual([next]);
      expect(await connections.sealed(old.id)).toEqual([]);
      expect(await connections.sealed(next.id)).toEqual([{ kind: 'credential', field: 'token', token: 'b' }]);
      expect(await connections.findBySlug('ksef-2')).toBeNull();
    });

    it('are found by a key in which case counts', async () => {
      const [companies, connections] = [companyRepo(db), connectionRepo(db)];
      const company = aCompany();
      await companies.insert(company);
      const [lower, upper] = [
        aConnection(company.id, 'a', { uniqueKey: 'nextcloud|anna@cloud/Faktury' }),
        aConnection(company.id, 'b', { uniqueKey: 'nextcloud|anna@cloud/faktury' }),
      ];
      await connections.insert(lower, [], AT);
      await connections.insert(upper, [], AT);
      expect((await connections.findByUniqueKey('nextcloud|anna@cloud/faktury'))?.id).toBe(upper.id);
      expect(await connections.slugs()).toEqual(expect.arrayContaining(['a', 'b']));
    });
  });

  describe('allowances', () => {
    const budgets = () => budgetRepo(db, ids, storeClock(target.type, { now: () => Date.now() }));
    const windows = [{ ms: HOUR_MS, limit: 3 }];

    it('are given as often as there are places, and a block holds', async () => {
      const now = Date.now();
      const takes = [];
      for (let call = 0; call < 4; call += 1) takes.push((await budgets().take('k', 'g', windows, now + call)).ok);
      expect(takes).toEqual([true, true, true, false]);
      const { used, nextAtMs } = await budgets().usage('k', 'g', windows, now);
      expect(used).toEqual([3]);
      // The store's clock is asked in each call, and is known as exactly as its answer is quick.
      expect(Math.abs((nextAtMs ?? 0) - (now + HOUR_MS))).toBeLessThan(SLOW_ANSWER_MS);
      expect(await budgets().taken('k', 'g', HOUR_MS, now)).toHaveLength(3);
      expect((await budgets().take('k', 'other', windows, now)).ok).toBe(true);
      await budgets().block('k', 'other', now + 5 * HOUR_MS);
      await budgets().block('k', 'other', now + 2 * HOUR_MS);
      const held = await budgets().take('k', 'other', windows, now);
      expect(held.ok ? 0 : Math.abs(held.nextAtMs - now - 5 * HOUR_MS)).toBeLessThan(SLOW_ANSWER_MS);
      await budgets().learn('k', { g: [{ ms: 60_000, limit: 7 }] }, now);
      await budgets().learn('k', { g: [{ ms: 60_000, limit: 8 }] }, now);
      expect((await budgets().limits('k')).get('g')?.windows).toEqual([{ ms: 60_000, limit: 8 }]);
    });

    it('counted or blocked by a clock that stood ahead are over after their time, from when the clock is right', async () => {
      const now = Date.now();
      const [ahead, day, one] = [now + 7200 * HOUR_MS, 24 * HOUR_MS, [{ ms: HOUR_MS, limit: 1 }]];
      await budgets().take('k', 'ahead', one, ahead);
      expect((await budgets().take('k', 'ahead', one, now)).ok).toBe(false);
      expect((await budgets().take('k', 'ahead', one, now + 2 * HOUR_MS)).ok).toBe(true);
      for (const windows of [[], one]) {
        const group = `shut ${String(windows.length)}`;
        await budgets().block('k', group, ahead);
        expect((await budgets().take('k', group, windows, now)).ok).toBe(false);
        expect((await budgets().take('k', group, windows, now + day + HOUR_MS)).ok).toBe(true);
      }
    });
  });

  salesDraftSuite(() => ({ db, target, aCompany: () => aCompany({ taxId: null }), uuid: ids.uuid }));

  sharedTablesSuite(() => ({ db, engine: target.type, uuid: ids.uuid }));

  it('a second opening finds nothing to do', async () => {
    const statements: string[] = [];
    const again = await openDatabase(target, { onStatement: (text) => void statements.push(text) });
    await again.destroy();
    expect(statements.filter((text) => /^(create|alter|insert|update)/i.test(text))).toEqual([]);
  });
}
