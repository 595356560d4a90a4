// The look through everything as Settings asks for it: by hand, by itself, what it says of a flipped byte, and how it is mended.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile } from '../../electron/core/archive/folders';
import { openSqlite } from '../../electron/core/db/openSqlite';
import type { IntegrityView } from '../../shared/contract/safety';
import { openBench, type FaultBench } from '../support/faultBench';
import { heldKeeper, type HeldKeeper } from '../support/heldKeeper';
import { badTexts } from '../support/problemTexts';

let bench: FaultBench;
let keeper: HeldKeeper;
beforeEach(async () => {
  keeper = heldKeeper();
  bench = await openBench({ keeperOf: keeper.of });
  expect(await bench.sync()).toMatchObject({ state: 'done' });
});
afterEach(() => bench.stop());

const view = (): Promise<IntegrityView> => bench.kontor.call('safety.integrity', undefined);

async function ended(): Promise<IntegrityView> {
  for (;;) {
    const known = await view();
    if (known.running === undefined) return known;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
async function checked(): Promise<IntegrityView> {
  await bench.kontor.call('safety.check', undefined);
  return ended();
}

function flipIn(name: RegExp, place = 0.5): string {
  const folder = join(bench.folder, 'archive', bench.companyId);
  const file =
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .sort()
      .find((one) => name.test(one)) ?? '';
  const bytes = readFileSync(join(folder, file));
  const at = Math.floor(bytes.length * place);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(join(folder, file), bytes);
  return file;
}

describe('the look through everything', () => {
  it('finds everything as it was stored, and tells when it looked', async () => {
    expect(await view()).toEqual({ companies: [] });
    const { companies, checkedAt, nextAt } = await checked();
    expect(companies).toMatchObject([{ companyId: bench.companyId, damages: [], canFetch: false }]);
    expect(companies[0]?.originals).toBe(14);
    expect(checkedAt?.slice(0, 10)).toBe('2026-10-06');
    expect(nextAt?.slice(0, 10)).toBe('2026-11-05');
  });

  it('begins by itself, once a month', async () => {
    await bench.clock.advance(600_000);
    const first = (await ended()).checkedAt ?? '';
    expect(first).not.toBe('');
    await bench.clock.advance(10 * 24 * 3_600_000);
    expect((await ended()).checkedAt).toBe(first);
    await bench.clock.advance(21 * 24 * 3_600_000);
    expect((await ended()).checkedAt?.slice(0, 10)).toBe('2026-11-05');
  });

  it('is not put off by a look that was made while the clock stood ahead', async () => {
    const future = '2031-01-01T00:00:00.000Z';
    const db = openSqlite(databaseFile(join(bench.folder, 'archive')));
    const kept = JSON.stringify({ at: future, proofs: [] });
    db.prepare(`INSERT INTO note (scope, name, value) VALUES ('core', 'integrity', ?)`).run(kept);
    db.close();
    expect((await view()).checkedAt).toBe(future);
    await bench.clock.advance(600_000);
    expect((await ended()).checkedAt?.slice(0, 10)).toBe('2026-10-06');
  });

  it('names the file of a flipped byte; what no dates can be asked for comes from a backup', async () => {
    const file = flipIn(/segments.*\.zip$/, 0.2);
    const { companies } = await checked();
    expect(companies[0]).toMatchObject({
      canFetch: false,
      damages: [{ key: 'archive.file_changed', params: { file } }],
    });
    for (const damage of companies[0]?.damages ?? []) expect(badTexts(damage, bench.manifests)).toEqual([]);
  });

  it('has nobody to ask for what no source has brought', async () => {
    flipIn(/records\.jsonl$/, 0);
    const { companies } = await checked();
    expect(companies[0]).toMatchObject({ canFetch: false, damages: [{ params: { file: 'records.jsonl' } }] });
    const refused = await bench.kontor.refused('safety.fetchAgain', { companyId: bench.companyId });
    expect(badTexts(refused, bench.manifests)).toEqual([]);
    expect(refused.key).toBe('safety.nothing_to_fetch');
  });

  it('is one at a time, and can be cancelled', async () => {
    const held = keeper.hold();
    await bench.kontor.call('safety.check', undefined);
    await held.reached;
    const refused = await bench.kontor.refused('safety.check', undefined);
    expect([refused.key, badTexts(refused, bench.manifests)]).toEqual(['safety.busy', []]);
    await bench.kontor.call('safety.cancel', undefined);
    expect(await ended()).toEqual({ companies: [] });
  });

  it('of the newest links happens in every start', async () => {
    const findings = () => bench.kontor.call('companies.findings', { companyId: bench.companyId });
    const folder = join(bench.folder, 'archive', bench.companyId);
    const [last = ''] = readdirSync(join(folder, 'segments')).sort().reverse();
    const damage = (name: string, back: number): Buffer => {
      const before = readFileSync(join(folder, name));
      const bytes = Buffer.from(before);
      bytes[bytes.length - back] = (bytes[bytes.length - back] ?? 0) ^ 0xff;
      writeFileSync(join(folder, name), bytes);
      return before;
    };
    expect(await findings()).toEqual([]);
    const segment = damage(join('segments', last), 22);
    const records = damage('records.jsonl', 10);
    await bench.restart();
    const told = await findings();
    expect(told.map(({ key, params }) => [key, params['file']])).toEqual(
      expect.arrayContaining([
        ['archive.segment_damaged', last],
        ['archive.records_damaged', 'records.jsonl'],
      ]),
    );
    for (const one of told) expect(badTexts(one, bench.manifests)).toEqual([]);
    writeFileSync(join(folder, 'segments', last), segment);
    writeFileSync(join(folder, 'records.jsonl'), records);
    await bench.restart();
    expect(await findings()).toEqual([]);
  });
});
