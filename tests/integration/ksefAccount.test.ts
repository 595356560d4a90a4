// A KSeF connection over the whole core: what pausing and removing leave behind, the change from token to certificate, sign-ins, allowances,
// the plan of a long history, completeness, and the weekly comparison that heals.
import { readFileSync } from 'node:fs';
import { PDFDocument } from 'pdf-lib';
import { afterEach, describe, expect, it } from 'vitest';
import type { CompletenessCertificate } from '../../shared/domain/completenessCertificate';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import { firmSeal } from '../../electron/core/providers/ksef/simulator/index';
import type { KsefKnobs } from '../../electron/core/providers/ksef/simulator/options';
import { EXPORTS, simulatedKsef, type SimulatedKsef } from '../support/simulatedKsef';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';
import type { FakeClock } from '../support/fakeClock';

const NIP = '5265877635';
const DAY_MS = 24 * 3_600_000;
const REVOKE = /^DELETE .*\/auth\/sessions\/current$/;

interface Installation {
  readonly ksef: SimulatedKsef;
  readonly clock: FakeClock;
  readonly kontor: TestApp;
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly folder: string;
  readonly encryptionKey: string;
}
const installed: Installation[] = [];
afterEach(async () => {
  for (const { kontor, folder } of installed.splice(0)) {
    await kontor.stop();
    removeDataFolder(folder);
  }
});

async function install(knobs: KsefKnobs = {}, values = {}): Promise<Installation> {
  const [clock, folder, encryptionKey] = [testClock(), dataFolder(), newEncryptionKey()];
  const ksef = simulatedKsef(clock, knobs);
  const kontor = await startApp(testHost({ data: folder, clock, encryptionKey }), [ksef.manifest]);
  const ids = await kontor.connect({ providerId: 'ksef' }, { ...ksef.values, ...values });
  const installation = { ksef, clock, kontor, folder, encryptionKey, ...ids };
  installed.push(installation);
  return installation;
}
async function syncNow({ kontor, companyId, clock }: Installation, laterMs = 0) {
  await clock.advance(laterMs);
  return kontor.ended((await kontor.call('sync.start', { companyId })).runId);
}
const viewOf = async ({ kontor, companyId, connectionId }: Installation) => {
  const found = (await kontor.call('connections.list', { companyId })).find(({ id }) => id === connectionId);
  if (!found) throw new Error('no connection');
  return found;
};
const sessionsOf = ({ kontor, connectionId }: Installation) => kontor.call('connections.sessions', { connectionId });

describe('signing out', () => {
  it('on pause revokes at KSeF, wipes here, and a resumed connection signs in again', async () => {
    const one = await install();
    const [before] = await sessionsOf(one);
    const holds = { context: 'NIP 526-587-76-35', rights: expect.arrayContaining(['InvoiceRead']) as string[] };
    expect(before).toMatchObject({ isCurrent: true, method: 'Token KSeF', holds });
    await one.kontor.call('connections.pause', { connectionId: one.connectionId });
    expect(one.ksef.count(REVOKE)).toBe(1);
    expect(one.ksef.simulator.control.sessionCount()).toBe(0);
    await one.kontor.call('connections.resume', { connectionId: one.connectionId });
    expect((await syncNow(one)).state).toBe('done');
    expect((await sessionsOf(one)).map(({ reference }) => reference)).not.toContain(before?.reference);
  });

  it('on removal does the same', async () => {
    const one = await install();
    await one.kontor.call('connections.remove', { connectionId: one.connectionId, archive: 'keep' });
    expect(one.ksef.count(REVOKE)).toBe(1);
    expect(one.ksef.simulator.control.sessionCount()).toBe(0);
  });

  it('needs no KSeF: pausing works while the service is away', async () => {
    const one = await install();
    one.ksef.simulator.script([{ match: REVOKE, times: 99, kind: { type: 'cut' } }]);
    await one.kontor.call('connections.pause', { connectionId: one.connectionId });
    expect((await viewOf(one)).state).toBe('paused');
  });

  it('ends a sign-in of another computer when it is told to', async () => {
    const one = await install();
    const [own] = await sessionsOf(one);
    await one.kontor.call('connections.endSession', {
      connectionId: one.connectionId,
      reference: own?.reference ?? '',
    });
    expect(one.ksef.simulator.control.sessionCount()).toBe(0);
  });
});

describe('the change from token to certificate', () => {
  const files = ({ ksef }: Installation) => {
    const made = ksef.simulator.control.certificate({ subject: firmSeal(NIP, 'Zielona Kuźnia') });
    return {
      certificate_file: Buffer.from(made.certificatePem).toString('base64'),
      key_file: Buffer.from(made.keyPem).toString('base64'),
    };
  };
  const order = ({ connectionId }: Installation) => ({ providerId: 'ksef', connectionId, actionId: 'to_certificate' });

  it('is offered, tries the certificate first, then leaves the token revoked', async () => {
    const one = await install();
    expect((await viewOf(one)).actions).toEqual(['to_certificate']);
    const token = one.ksef.simulator.control.tokens.demo;
    await one.kontor.connect(order(one), { ...files(one), revoke_token: true });
    expect(token.state).toBe('Revoked');
    const view = await viewOf(one);
    expect(view.settings).toMatchObject({ sign_in: 'certificate', nip: NIP });
    expect(view.storedCredentials.toSorted()).toEqual(['certificate_file', 'key_file']);
    expect(view.actions).toEqual([]);
    expect((await syncNow(one)).state).toBe('done');
    expect((await sessionsOf(one)).map(({ method }) => method)).toEqual(['Certyfikat KSeF']);
  });

  it('leaves the token alone when that is wished, and ends its session all the same', async () => {
    const one = await install();
    await one.kontor.connect(order(one), { ...files(one), revoke_token: false });
    expect(one.ksef.simulator.control.tokens.demo.state).toBe('Active');
    expect((await sessionsOf(one)).map(({ method }) => method)).toEqual(['Certyfikat KSeF']);
  });

  it('changes nothing while the certificate does not work', async () => {
    const one = await install();
    const { id: flowId } = await one.kontor.call('connect.start', order(one));
    const made = one.ksef.simulator.control.certificate({ subject: [{ oid: '2.5.4.3', text: 'obcy' }] });
    const pem = Buffer.from(made.certificatePem + made.keyPem).toString('base64');
    const { view } = await one.kontor.check(flowId, { certificate_file: pem, revoke_token: true });
    expect(view.current).toMatchObject({ step: 'form', problem: { key: 'provider.ksef.no_permission' } });
    expect((await viewOf(one)).settings).toMatchObject({ sign_in: 'token' });
    expect(one.ksef.simulator.control.tokens.demo.state).toBe('Active');
    expect((await syncNow(one)).state).toBe('done');
  });
});

describe('allowances', () => {
  it('are KSeF’s own numbers, shown and kept to', async () => {
    const one = await install({ rateLimits: { invoiceExport: { perSecond: 8, perMinute: 16, perHour: 7 } } });
    const budgets = await one.kontor.call('connections.budgets', { connectionId: one.connectionId });
    expect(budgets.find(({ group }) => group === 'invoiceExport')).toMatchObject({
      limit: 7,
      used: 0,
      windowSeconds: 3600,
    });
    expect(budgets[0]?.learnedAt).toBeDefined();
    await syncNow(one);
    const after = await one.kontor.call('connections.budgets', { connectionId: one.connectionId });
    const exported = after.find(({ group }) => group === 'invoiceExport');
    expect(exported?.used).toBe(one.ksef.count(EXPORTS));
    expect(exported?.used).toBeGreaterThan(0);
  });
});

describe('a system warning', () => {
  it('stands in the run’s log and at the connection', async () => {
    const one = await install();
    one.ksef.simulator.script([
      { match: /query\/metadata/, times: 3, kind: { type: 'named', name: 'system_warning' } },
      { match: EXPORTS, times: 3, kind: { type: 'named', name: 'system_warning' } },
    ]);
    const { id: runId } = await syncNow(one);
    const lines = await one.kontor.call('runs.log', { runId });
    expect(lines.filter(({ key }) => key === 'provider.ksef.log.system_warning').length).toBeGreaterThan(0);
    expect((await viewOf(one)).notices).toMatchObject([
      { kind: 'warning', text: expect.stringContaining('prace') as string },
    ]);
  });
});

describe('completeness', () => {
  it('says for each side and month how far, how many and how much', async () => {
    const one = await install();
    const run = await syncNow(one);
    const { sources } = await one.kontor.call('completeness.get', { companyId: one.companyId });
    const [source] = sources;
    expect(source?.runId).toBe(run.id);
    expect(source?.streams.map(({ stream }) => stream)).toEqual([
      'Subject1',
      'Subject2',
      'Subject3',
      'SubjectAuthorized',
    ]);
    const [sales] = source?.streams ?? [];
    expect(sales?.from).toBe('2026-07-31T22:00:00.000Z');
    expect(sales?.exact).toMatch(/^2026-10-06T0/);
    const months = source?.months.filter(({ direction }) => direction === 'purchase') ?? [];
    expect(months.map(({ month, state }) => [month, state])).toEqual([
      ['2026-08', 'complete'],
      ['2026-09', 'complete'],
      ['2026-10', 'partial'],
    ]);
    const rows = await one.kontor.call('invoices.list', {
      filter: { companyId: one.companyId, direction: 'purchase', month: '2026-09' },
      sort: 'date_asc',
      limit: 500,
    });
    expect(months[1]?.count).toBe(rows.rows.length);
    const pln = rows.rows.filter(({ gross }) => gross.currency === 'PLN');
    const sum = pln.reduce((total, { gross }) => total + Math.round(Number(gross.amount) * 100), 0);
    expect(months[1]?.gross.find(({ currency }) => currency === 'PLN')?.amount).toBe((sum / 100).toFixed(2));
  });

  it('is certified as a page and as facts, with the run behind it', async () => {
    const one = await install();
    const run = await syncNow(one);
    const { kontor, companyId, connectionId } = one;
    const saved = async (format: 'pdf' | 'json'): Promise<Buffer> => {
      const { savedTo } = await kontor.call('completeness.save', { companyId, connectionId, format });
      expect(savedTo).toMatch(new RegExp(`-KSeF-.*-2026-10-06\\.${format}$`));
      return readFileSync(savedTo ?? '');
    };
    const facts = JSON.parse((await saved('json')).toString('utf8')) as CompletenessCertificate;
    expect(facts.run).toEqual({ id: run.id, finishedAt: run.endedAt });
    expect(facts.source.provider).toBe('ksef');
    expect(facts.company.taxId).toBe(NIP);
    const { sources } = await kontor.call('completeness.get', { companyId });
    expect(facts.months).toEqual(sources[0]?.months);
    const page = await PDFDocument.load(await saved('pdf'), { updateMetadata: false });
    expect(page.getTitle()).toBe('Certificate of completeness: KSeF ksef.demo.invalid');
    expect(page.getAuthor()).toBe(facts.company.name);
  });

  it('heals what is missing once a week, with cheap questions and without an export', async () => {
    const one = await install();
    await syncNow(one);
    expect((await syncNow(one, 3 * DAY_MS)).state).toBe('done');
    // One that lies behind the mark although KSeF had promised that none would come.
    const storedAtMs = one.clock.now() - DAY_MS;
    const [lost] = one.ksef.simulator.control.add([{ as: 'Subject2', storedAtMs }]);
    const search = lost ?? '';
    const found = async () => {
      const filter = { companyId: one.companyId, search };
      return (await one.kontor.call('invoices.list', { filter, sort: 'date_asc', limit: 10 })).rows.length;
    };
    expect((await syncNow(one, 3_600_000)).state).toBe('done');
    expect(await found()).toBe(0);
    const exports = one.ksef.count(EXPORTS);
    const before = one.clock.now();
    expect((await syncNow(one, 2 * DAY_MS)).state).toBe('done');
    expect(await found()).toBe(0);
    const run = await syncNow(one, 3 * DAY_MS);
    expect(run.state).toBe('done');
    expect(await found()).toBe(1);
    expect(one.ksef.count(/^GET .*\/invoices\/ksef\//)).toBe(1);
    expect(one.ksef.count(EXPORTS)).toBe(exports);
    const { sources } = await one.kontor.call('completeness.get', { companyId: one.companyId });
    const compared = sources[0]?.streams.find(({ stream }) => stream === 'Subject2')?.comparedAt ?? '';
    expect(Date.parse(compared)).toBeGreaterThan(before);
  });
});

describe('the plan of a long history', () => {
  it('is told before it begins, and what comes of it is what was told', async () => {
    const one = await install({ months: 30, count: 60 }, { since: '2024-06-01' });
    const { plan } = await one.kontor.call('sync.plan', { connectionId: one.connectionId });
    expect(plan).toMatchObject({ from: '2024-06-01', roles: 4, packages: 20, packagesPerHour: 20 });
    await syncNow(one);
    expect(one.ksef.count(EXPORTS)).toBe(plan?.packages);
  });

  it('counts through the hours that KSeF’s allowance needs', async () => {
    const one = await install({ months: 3, count: 10 }, { since: '2020-01-01' });
    const { plan } = await one.kontor.call('sync.plan', { connectionId: one.connectionId });
    // 27 windows of at most three months, sales and purchases: 54 packages, 20 an hour, then the cheap questions of the rare roles.
    expect(plan).toMatchObject({ windows: 28, packages: 56 });
    const hours = (Date.parse(plan?.endsAt ?? '') - one.clock.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(4);
    expect(hours).toBeLessThan(6);
  });

  it('is kept across a restart: nothing is ordered twice, the allowance is not exceeded, the time was told rightly', async () => {
    const one = await install({ months: 3, count: 10 }, { since: '2020-01-01' });
    const started = one.clock.now();
    const { plan } = await one.kontor.call('sync.plan', { connectionId: one.connectionId });
    const gate = one.ksef.hold(EXPORTS, 25);
    await one.kontor.call('sync.start', { companyId: one.companyId });
    await gate.reached;
    const going = (await one.kontor.call('runs.list', { companyId: one.companyId, kind: 'sync', limit: 1 }))[0];
    expect(going?.parts[0]?.plan).toMatchObject({ total: 112 });
    expect(going?.parts[0]?.plan?.done).toBeGreaterThan(20);
    gate.release();
    await one.kontor.stop();
    await one.clock.advance(3 * DAY_MS);
    const kontor = await startApp(testHost({ data: one.folder, clock: one.clock, encryptionKey: one.encryptionKey }), [
      one.ksef.manifest,
    ]);
    installed[installed.indexOf(one)] = { ...one, kontor };
    const run = await kontor.ended(going?.id ?? (one.connectionId as never));
    expect(run.state).toBe('done');
    expect(one.ksef.count(EXPORTS)).toBeLessThanOrEqual((plan?.packages ?? 0) + 2);
    expect(one.ksef.simulator.seen.filter(({ status }) => status === 429)).toEqual([]);
    const took = one.clock.now() - started - 3 * DAY_MS;
    const told = Date.parse(plan?.endsAt ?? '') - started;
    expect(took / told).toBeGreaterThan(0.4);
    expect(took / told).toBeLessThan(1.3);
  });
});
