// Kills what changes the configuration: connecting, settings, the demo company, removals, sealing under a new key.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { databaseFile } from '../../electron/core/archive/folders';
import { openSqlite } from '../../electron/core/db/openSqlite';
import type { TestApp } from '../support/testApp';
import { acts } from './acts';
import { startCore } from './core';
import { openScene, type Restarted, type Scene, type SceneOptions } from './killing';
import type { Picture } from './picture';

let scene: Scene<Picture> | undefined;
afterEach(() => scene?.close());

/** Requests of a check change nothing here; what a sync writes has a test of its own. */
const isOwn = (place: string): boolean =>
  !/^(answer|segment|ingest|record|package|appendLog provider)|budget_call/.test(place);

/** What a sync that is called off may have come to by then, or may not: on some runs nobody passes there. */
const BY_CHANCE = /^(leaseJob sync|saveRun sync running|notePut export\/.*|config (update|commit) sealed)$/;

async function everyKillEndsTheSame(
  options: SceneOptions<Picture>,
  window: { readonly from?: string; readonly to?: string; readonly without?: RegExp } = {},
): Promise<readonly string[]> {
  scene = await openScene(options);
  const { places, undisturbed } = scene;
  const from = window.from === undefined ? 0 : places.lastIndexOf(window.from) + 1;
  const to = window.to === undefined ? places.length : places.indexOf(window.to);
  const own = [...new Set(places.slice(from, to).filter(isOwn))].filter((place) => !window.without?.test(place));
  await scene.killTogether(own.map((place) => ({ place, nth: 1 })));
  for (const place of own) expect(await scene.killedAt({ place, nth: 1 }), place).toEqual(undisturbed);
  return own;
}

/** What the user sees of the configuration. */
async function configuration(kontor: TestApp): Promise<Picture> {
  const companies = await kontor.call('companies.list', undefined);
  const connections = await Promise.all(
    companies.map(({ id: companyId }) => kontor.call('connections.list', { companyId })),
  );
  return {
    settings: await kontor.call('app.settings', undefined),
    companies: companies.map(({ name, taxId, isDemo, invoiceCount }) => ({ name, taxId, isDemo, invoiceCount })),
    // Those of one instant stand in the order of their ids, which differ from run to run.
    connections: connections
      .flat()
      .map(({ slug, providerId, title, identity, state, storedCredentials }) => ({
        slug,
        providerId,
        title,
        identity,
        state,
        storedCredentials,
      }))
      .toSorted((a, b) => (a.slug < b.slug ? -1 : 1)),
    going: (await kontor.call('runs.list', { limit: 100 })).filter(({ endedAt }) => endedAt === undefined),
  };
}

const doneAgain =
  (act: 'connect' | 'saveSettings') =>
  async ({ kontor, input }: Restarted): Promise<Picture> => {
    await acts[act](kontor, input);
    const picture = await configuration(kontor);
    await kontor.stop();
    return picture;
  };

/** From this write on the next start finishes the work; before it the user clicks again. */
const isPromised = (places: readonly string[]): boolean => places.includes('config commit meta');

const rowsOf = (data: string, tables: readonly string[]): Picture => {
  const db = openSqlite(databaseFile(join(data, 'archive')), { readonly: true });
  const counts = tables.map((table) => [table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]);
  db.close();
  return Object.fromEntries(counts) as Picture;
};

describe('killed at any of its writes', () => {
  it('the wizard leaves a whole connection or none, and doing it again completes it', async () => {
    const own = await everyKillEndsTheSame(
      {
        act: 'connect',
        before: [],
        ending: async (again) => ({ ...(await doneAgain('connect')(again)), ...rowsOf(again.data, ['source']) }),
      },
      { from: 'reclaimJobs' },
    );
    const steps = ['config insert company', 'saveSource', 'config commit connection+sealed'];
    expect(own).toEqual(expect.arrayContaining(steps));
  }, 240_000);

  it('what was removed and kept is connected again without a second copy of its invoices', async () => {
    const ending = async ({ kontor, input, data }: Restarted): Promise<Picture> => {
      await acts.connect(kontor, input);
      const [company] = await kontor.call('companies.list', undefined);
      if (!company) throw new Error('no company');
      const { runId } = await kontor.call('sync.start', { companyId: company.id });
      const { state, parts } = await kontor.ended(runId);
      const picture = await configuration(kontor);
      await kontor.stop();
      const news = parts.map(({ newCount }) => newCount);
      return { ...picture, state, news, ...rowsOf(data, ['source', 'document', 'invoice']) };
    };
    const own = await everyKillEndsTheSame(
      { act: 'connect', before: ['connect', 'sync', 'removeKept'], ending },
      { from: 'reclaimJobs' },
    );
    expect(scene?.undisturbed).toMatchObject({ state: 'done', news: [0], source: 1 });
    expect(own).toContain('config commit connection+sealed');
  }, 240_000);

  it('a change of settings is there or is not', async () => {
    await everyKillEndsTheSame(
      { act: 'saveSettings', before: [], ending: doneAgain('saveSettings') },
      { from: 'reclaimJobs' },
    );
  }, 60_000);

  it('a schedule is there, whole, or is made again', async () => {
    const ending = async ({ kontor }: Restarted): Promise<Picture> => {
      await acts.schedule(kontor);
      const [company] = await kontor.call('companies.list', undefined);
      const [one, ...others] = company ? await kontor.call('schedules.list', { companyId: company.id }) : [];
      await kontor.stop();
      return { work: one?.work, isOn: one?.isOn, next: one?.next.length, others: others.length };
    };
    const own = await everyKillEndsTheSame({ act: 'schedule', before: ['connect'], ending }, { from: 'reclaimJobs' });
    expect(own).toEqual(expect.arrayContaining(['notePut installation', 'config commit schedule']));
  }, 120_000);

  it('what a schedule has taken on is done once, whenever it is cut off', async () => {
    const ending = async ({ kontor, data }: Restarted): Promise<Picture> => {
      await acts.madeUp(kontor);
      const runs = await kontor.call('runs.list', { kind: 'sync', limit: 20 });
      const done = runs.filter(({ trigger, state }) => trigger === 'schedule' && state === 'done');
      const picture = await configuration(kontor);
      await kontor.stop();
      return { ...picture, done: done.map(({ due }) => due?.late), ...rowsOf(data, ['document', 'invoice']) };
    };
    const own = await everyKillEndsTheSame(
      { act: 'madeUp', before: ['connect', 'schedule'], ending, laterMs: 3 * 86_400_000 },
      { from: 'reclaimJobs' },
    );
    expect(scene?.undisturbed).toMatchObject({ done: ['app_off'] });
    expect(own).toEqual(expect.arrayContaining(['config insert schedule_claim', 'config update schedule_claim']));
  }, 240_000);

  it('a removal is finished at the next start, with what was to be hidden', async () => {
    const ending = async ({ kontor, data, places }: Restarted): Promise<Picture> => {
      if (!isPromised(places)) await acts.removeSource(kontor);
      const picture = await configuration(kontor);
      await kontor.stop();
      return { ...picture, spool: readdirSync(join(data, 'spool')).length, ...rowsOf(data, ['note']) };
    };
    await everyKillEndsTheSame({ act: 'removeSource', before: ['connect', 'sync'], ending }, { from: 'reclaimJobs' });
  }, 240_000);

  it('the demo company is opened to its end at the next start', async () => {
    const ending = async ({ kontor, places }: Restarted): Promise<Picture> => {
      if (!isPromised(places)) await acts.openDemo(kontor);
      for (let isAsked = false; !isAsked;) {
        const told = kontor.event('runs.changed');
        isAsked = (await kontor.call('runs.list', { kind: 'sync', limit: 1 })).length > 0;
        if (!isAsked) await told;
      }
      const { companies, connections } = await configuration(kontor);
      const syncs = await kontor.call('runs.list', { kind: 'sync', limit: 9 });
      await kontor.stop();
      const names = (companies as readonly { readonly name: string }[]).map(({ name }) => name);
      return { names, connections, syncs: syncs.length };
    };
    await everyKillEndsTheSame({ act: 'openDemo', before: [], ending }, { from: 'reclaimJobs', to: 'leaseJob sync' });
  }, 240_000);

  it('the demo company is gone after the next start, without a trace', async () => {
    const ending = async ({ kontor, data, places }: Restarted): Promise<Picture> => {
      if (!isPromised(places)) await acts.removeDemo(kontor);
      const picture = await configuration(kontor);
      await kontor.stop();
      const tables = [
        'company',
        'document',
        'invoice',
        'note',
        'job',
        'run',
        'run_part',
        'run_log',
        'segment',
        'source',
      ];
      const folders = readdirSync(join(data, 'archive')).filter((name) => !name.startsWith('archive.sqlite'));
      return { ...picture, folders, spool: readdirSync(join(data, 'spool')), ...rowsOf(data, tables) };
    };
    const own = await everyKillEndsTheSame(
      { act: 'removeDemo', before: ['openDemo'], ending },
      { from: 'reclaimJobs', without: BY_CHANCE },
    );
    expect(own).toEqual(expect.arrayContaining(['saveRun sync cancelled', 'erase.committed', 'config delete company']));
  }, 240_000);

  it('a company that is removed is there, or gone after the next start with the proof of what it was', async () => {
    const ending = async ({ kontor, data, places }: Restarted): Promise<Picture> => {
      const isPromisedNow = places.includes('notePut removal.*');
      if (!isPromisedNow) expect(await kontor.call('safety.removals', undefined)).toEqual([]);
      if (!isPromisedNow) await acts.removeCompany(kontor);
      const picture = await configuration(kontor);
      const proofs = await kontor.call('safety.removals', undefined);
      await kontor.stop();
      const [file = ''] = readdirSync(data).filter((name) => name.endsWith('.json') && name.includes('removal'));
      const saved = JSON.parse(readFileSync(join(data, file), 'utf8')) as { readonly sha256: string };
      expect(saved.sha256).toBe(proofs[0]?.sha256);
      const folders = readdirSync(join(data, 'archive')).filter((name) => !name.startsWith('archive.sqlite'));
      return {
        ...picture,
        removed: proofs.map(({ removed }) => removed),
        folders,
        spool: readdirSync(join(data, 'spool')),
        ...rowsOf(data, ['company', 'document', 'invoice', 'job', 'run', 'run_part', 'segment', 'source']),
      };
    };
    const own = await everyKillEndsTheSame(
      { act: 'removeCompany', before: ['connect', 'sync', 'schedule'], ending },
      { from: 'reclaimJobs' },
    );
    expect(scene?.undisturbed).toMatchObject({ companies: [], folders: [], company: 0 });
    const steps = [
      'notePut removal.*',
      'config delete connection',
      'erase.renamed',
      'erase.committed',
      'config delete company',
    ];
    expect(own).toEqual(expect.arrayContaining(steps));
  }, 240_000);

  it('sealing under a new key goes on until the old one opens nothing', async () => {
    const ending = async ({ kontor, ...installation }: Restarted): Promise<Picture> => {
      await kontor.stop();
      const [newest = ''] = installation.encryptionKey.split(',');
      const again = await startCore({ ...installation, encryptionKey: newest });
      const picture = await configuration(again);
      const runs = [];
      for (const { id: companyId } of await again.call('companies.list', undefined)) {
        for (const { id } of await again.call('connections.list', { companyId })) {
          const { runId } = await again.call('connections.verify', { connectionId: id });
          runs.push((await again.ended(runId)).state);
        }
        runs.push((await again.ended((await again.call('sync.start', { companyId })).runId)).state);
      }
      await again.stop();
      return { ...picture, runs };
    };
    const own = await everyKillEndsTheSame(
      { act: 'start', before: ['connect', 'sync'], ending, hasNewKey: true },
      { to: 'reclaimJobs' },
    );
    expect(own).toEqual(expect.arrayContaining(['config commit sealed', 'notePut export/Subject2/*']));
  }, 240_000);
});
