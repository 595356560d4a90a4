// A company removed for good, as Settings asks for it: refused by mistake and in the middle of work, nothing of it left on this computer, and the proof.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../electron/core/bundle/canonicalJson';
import { openSqlite } from '../../electron/core/db/openSqlite';
import type { RemovalProof } from '../../shared/contract/removals';
import { openBench, type FaultBench } from '../support/faultBench';
import { heldKeeper, type HeldKeeper } from '../support/heldKeeper';
import { badTexts } from '../support/problemTexts';
import { findSecretsBelow } from '../support/secretForms';

let bench: FaultBench;
let keeper: HeldKeeper;
beforeEach(async () => {
  keeper = heldKeeper();
  bench = await openBench({ keeperOf: keeper.of });
  expect(await bench.sync()).toMatchObject({ state: 'done' });
});
afterEach(() => bench.stop());

const nameOf = async (companyId = bench.companyId): Promise<string> =>
  (await bench.kontor.call('companies.list', undefined)).find(({ id }) => id === companyId)?.name ?? '';
const view = () => bench.kontor.call('safety.removal', { companyId: bench.companyId });
const proofs = () => bench.kontor.call('safety.removals', undefined);
const remove = async (companyId = bench.companyId) =>
  bench.kontor.call('safety.removeCompany', { companyId, name: await nameOf(companyId) });
const folders = (): readonly string[] =>
  readdirSync(join(bench.folder, 'archive')).filter((name) => !name.startsWith('archive.sqlite'));
/** As the contract says it: of all but itself. */
const sealOf = (proof: RemovalProof): string => {
  const rest = Object.fromEntries(Object.entries(proof).filter(([name]) => name !== 'sha256')) as Json;
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
};
const proofFile = (): string =>
  join(bench.folder, readdirSync(bench.folder).find((name) => /removal.*\.json$/.test(name)) ?? 'none');

describe('the removal of a company', () => {
  it('leaves nothing of it on this computer but the proof, which names nobody', async () => {
    expect(await bench.upload()).toMatchObject({ state: 'done' });
    const { companyId } = bench;
    const [company] = await bench.kontor.call('companies.list', undefined);
    const suggested = await bench.kontor.call('schedules.suggest', { companyId, work: 'sync' });
    await bench.kontor.call('schedules.save', {
      companyId,
      work: 'sync',
      ...suggested,
      catchUp: 'when_possible',
      isOn: true,
    });
    const { rows } = await bench.kontor.call('invoices.list', { filter: { companyId }, sort: 'date_desc', limit: 50 });
    await bench.kontor.call('safety.writeAudit', { companyId, from: '2026-01', to: '2026-12' });
    const folder = (await bench.kontor.call('safety.audit', undefined)).last?.folder ?? '';
    const { chain } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      chain: RemovalProof['chain'];
    };
    rmSync(join(bench.folder, 'chosen'), { recursive: true });

    const { counts, ...about } = await view();
    expect(about).toEqual({ lastMonth: expect.any(String) as string, isBusy: false, isShared: false });
    expect(counts).toMatchObject({ documents: 14, originals: 14, bundles: 1, connections: 2, schedules: 1, drafts: 0 });
    expect(await remove()).toEqual({ isDone: true, isSaved: true });

    expect(await bench.kontor.call('companies.list', undefined)).toEqual([]);
    expect(folders()).toEqual([]);
    const [proof, ...others] = await proofs();
    expect(others).toEqual([]);
    expect(proof).toMatchObject({
      companyId,
      country: 'PL',
      removed: counts,
      previous: null,
      chain: { head: chain.head },
    });
    expect(JSON.parse(readFileSync(proofFile(), 'utf8'))).toEqual(proof);
    expect(proof && sealOf(proof)).toBe(proof?.sha256);

    const named = (name: string, value: unknown) => ({ name, value: String(value) });
    const secrets = [
      named('company', company?.name),
      named('tax id', company?.taxId),
      named('KSeF token', bench.ksef.values['token']),
      named('app password', bench.cloud.values['password']),
      ...rows.flatMap(({ number, counterparty }) => [named('invoice', number), named('counterparty', counterparty)]),
    ];
    await bench.restart();
    expect(findSecretsBelow(bench.folder, secrets)).toEqual([]);
    expect(await proofs()).toEqual([proof]);
    expect(await bench.kontor.call('companies.list', undefined)).toEqual([]);
    const db = openSqlite(join(bench.folder, 'config.db'), { readonly: true });
    for (const table of ['connection', 'sealed', 'schedule', 'schedule_claim', 'company'])
      expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    db.close();
  });

  it('is refused with another name, and while something of the company is under way', async () => {
    const { companyId } = bench;
    const before = bench.meaning();
    const wrong = await bench.kontor.refused('safety.removeCompany', { companyId, name: 'another one' });
    expect(wrong).toMatchObject({ key: 'removal.name', fieldErrors: { name: 'removal.name' } });
    await bench.clock.advance(3_600_000);
    const gate = bench.ksef.hold(/^POST .*\/query\/metadata/, 1);
    const { runId } = await bench.kontor.call('sync.start', { companyId });
    await gate.reached;
    expect((await view()).isBusy).toBe(true);
    const busy = await bench.kontor.refused('safety.removeCompany', { companyId, name: await nameOf() });
    expect(busy.key).toBe('removal.busy');
    gate.release();
    await bench.ended(runId);
    const held = keeper.hold();
    await bench.kontor.call('safety.check', undefined);
    await held.reached;
    const other = await bench.kontor.refused('safety.removeCompany', { companyId, name: await nameOf() });
    expect(other.key).toBe('safety.busy');
    held.release();
    for (const problem of [wrong, busy, other]) expect(badTexts(problem, bench.manifests)).toEqual([]);
    expect(bench.meaning()).toEqual(before);
    expect(await proofs()).toEqual([]);
  });

  it('leaves the others as they were; each proof names the one before', async () => {
    const { kontor } = bench;
    const create = (name: string) => kontor.call('companies.create', { name, country: 'EE' });
    const { id: second } = await create('Teine OÜ');
    const before = bench.meaning();
    const { id: third } = await create('Kolmas OÜ');
    expect(await remove(third)).toEqual({ isDone: true, isSaved: true });
    expect(bench.meaning()).toEqual(before);
    await bench.clock.advance(1000);
    expect(await remove(second)).toEqual({ isDone: true, isSaved: true });
    const [newest, oldest] = await proofs();
    expect([newest?.companyId, oldest?.companyId]).toEqual([second, third]);
    expect([newest?.previous, oldest?.previous]).toEqual([oldest?.sha256, null]);
    rmSync(proofFile());
    const { savedTo = '' } = await kontor.call('safety.saveRemoval', { companyId: third });
    expect(JSON.parse(readFileSync(savedTo, 'utf8'))).toEqual(oldest);
    expect(await bench.sync()).toMatchObject({ state: 'done' });
  });

  it('says when the chosen place takes no proof, which is kept; and does nothing when none is chosen', async () => {
    const { dialogs } = bench.kontor.host;
    const answer = (path: string | null) => Object.assign(dialogs, { saveFile: () => Promise.resolve(path) });
    answer(null);
    expect(await remove()).toEqual({ isDone: false, isSaved: false });
    expect(await nameOf()).not.toBe('');
    answer(join(bench.folder, 'nowhere', 'proof.json'));
    expect(await remove()).toEqual({ isDone: true, isSaved: false });
    expect(await proofs()).toHaveLength(1);
    const { companyId } = bench;
    expect((await bench.kontor.refused('safety.saveRemoval', { companyId })).key).toBe('archive.folder_refused');
    const path = join(bench.folder, 'proof.json');
    answer(path);
    expect(await bench.kontor.call('safety.saveRemoval', { companyId })).toEqual({ savedTo: path });
    expect([JSON.parse(readFileSync(path, 'utf8'))]).toEqual(await proofs());
  });

  it('is not done again to what somebody put back', async () => {
    const kept = join(bench.folder, 'kept');
    cpSync(join(bench.folder, 'archive', bench.companyId), kept, { recursive: true });
    await remove();
    await bench.kontor.stop();
    cpSync(kept, join(bench.folder, 'archive', bench.companyId), { recursive: true });
    await bench.restart();
    expect(await bench.kontor.call('companies.list', undefined)).toMatchObject([
      { id: bench.companyId, invoiceCount: 14 },
    ]);
  });

  it('reaches the archive of another PC at its next start', async () => {
    const { companyId, folder } = bench;
    await bench.kontor.stop();
    // What the PC that removed it has left in the store they share.
    const db = openSqlite(join(folder, 'config.db'));
    db.exec('DELETE FROM sealed; DELETE FROM connection; DELETE FROM company');
    db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run(`removed.${companyId}`, '2026-10-06T08:00:00.000Z');
    db.close();
    await bench.restart();
    expect(await bench.kontor.call('companies.list', undefined)).toEqual([]);
    expect(folders()).toEqual([]);
    expect(await proofs()).toMatchObject([{ companyId, removed: { originals: 14, connections: 0 } }]);
    expect(existsSync(proofFile())).toBe(false);
  });
});
