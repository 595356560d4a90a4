// A store as each earlier version left it, met by today's: nothing is lost, a PC that still runs the earlier one goes on, and does not start again.
import { expect } from 'vitest';
import { migrations } from '../../electron/core/db/migrations/index';
import { openDatabase } from '../../electron/core/db/openDatabase';
import { companyRepo } from '../../electron/core/db/repositories/company.repo';
import { connectionRepo } from '../../electron/core/db/repositories/connection.repo';
import { metaRepo } from '../../electron/core/db/repositories/meta.repo';
import type { ConfigTarget } from '../../electron/core/db/target';
import { aCompany, aConnection } from './store.suite';

export async function expectOlderStoresToOpen(fresh: () => Promise<ConfigTarget>): Promise<void> {
  const all = Object.entries(migrations);
  for (let known = 1; known < all.length; known += 1) {
    const target = await fresh();
    const older = { migrations: Object.fromEntries(all.slice(0, known)) };
    const [company, sealed] = [aCompany(), { kind: 'credential', field: 'token', token: 'gAAAA' } as const];
    const connection = aConnection(company.id, 'ksef');
    const colleague = await openDatabase(target, older);
    await companyRepo(colleague).insert(company);
    await connectionRepo(colleague).insert(connection, [sealed], company.createdAt);

    const today = await openDatabase(target);
    expect(await companyRepo(today).list()).toEqual([company]);
    expect(await connectionRepo(today).list()).toEqual([connection]);
    expect(await connectionRepo(today).sealed(connection.id)).toEqual([sealed]);
    await metaRepo(colleague).set('fact', `written by version ${String(known)}`);
    expect(await metaRepo(today).get('fact')).toBe(`written by version ${String(known)}`);
    await colleague.destroy();
    await expect(openDatabase(target, older)).rejects.toMatchObject({ spec: { key: 'config.newer_version' } });
    await today.destroy();
  }
}
