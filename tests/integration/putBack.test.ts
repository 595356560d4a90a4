// What the look through everything has named comes back as it was, out of a backup or from its source; what is not as it was replaces
// nothing.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { damageOriginal } from '../support/damage';
import { openBench, type FaultBench } from '../support/faultBench';
import { lookedThrough, lookEnded } from '../support/lookedThrough';
import { badTexts } from '../support/problemTexts';

const PASSPHRASE = 'heron lantern gravel sixpence';

let bench: FaultBench;
beforeEach(async () => {
  bench = await openBench();
  expect(await bench.sync()).toMatchObject({ state: 'done' });
  expect(await bench.upload()).toMatchObject({ state: 'done' });
});
afterEach(() => bench.stop());

const backUp = (isNew: boolean) => bench.kontor.call('safety.backUp', { isNew, passphrase: PASSPHRASE });
const order = () => ({ companyId: bench.companyId, passphrase: PASSPHRASE, isOther: false });
const root = () => join(bench.folder, 'archive', bench.companyId);
const filesOf = () =>
  readdirSync(root(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root().length + 1))
    .sort();
const bytesOf = () => new Map(filesOf().map((file) => [file, readFileSync(join(root(), file)).toString('base64')]));

const ended = async () => (await lookEnded(bench.kontor))[0];
const checked = async () => (await lookedThrough(bench.kontor))[0];
function flip(file: string, place: (length: number) => number): void {
  const bytes = readFileSync(join(root(), file));
  const at = place(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(join(root(), file), bytes);
}
const damagedNow = async () => (await checked())?.damages.map(({ params }) => String(params['file'])).sort();

describe('out of a backup', () => {
  it('every kind of file comes back byte for byte, whatever a later state of the backup holds', async () => {
    await backUp(true);
    // A line that the backup does not have stays.
    await bench.kontor.call('companies.update', {
      id: bench.companyId,
      name: 'Another name',
      purchaseMonthRule: 'issue_date',
    });
    const before = bytesOf();
    const kinds = ['records.jsonl', ...['segments/', 'bundles/'].map((kind) => firstOf(kind))];
    for (const file of kinds) flip(file, (length) => Math.floor(length / 3));
    const gone = filesOf().findLast((file) => file.startsWith('segments/') && !kinds.includes(file)) ?? '';
    rmSync(join(root(), gone));
    // Also the segment that is gone, while the records cannot say what stood there.
    expect(await damagedNow()).toEqual([...kinds, gone].sort());
    // The newest state holds the damaged bytes.
    await backUp(false);
    expect(await bench.kontor.call('safety.putBack', order())).toEqual({ isDone: true });
    expect(await ended()).toMatchObject({ damages: [] });
    expect(bytesOf()).toEqual(before);
  });

  it('what the backup does not hold replaces nothing, and that is told', async () => {
    const { file } = damageOriginal(root(), /\.xml$/);
    await backUp(true);
    expect(await damagedNow()).toEqual([file]);
    const before = bytesOf();
    const refused = await bench.kontor.refused('safety.putBack', order());
    expect(refused).toMatchObject({ key: 'safety.not_put_back', params: { file, count: 1 } });
    expect(badTexts(refused, bench.manifests)).toEqual([]);
    expect(bytesOf()).toEqual(before);
    const wrong = await bench.kontor.refused('safety.putBack', { ...order(), passphrase: 'another one altogether' });
    expect(wrong).toMatchObject({ fieldErrors: { passphrase: 'backup.passphrase_wrong' } });
    bench.kontor.host.chosenFiles.length = 0;
    expect(await bench.kontor.call('safety.putBack', { ...order(), isOther: true })).toEqual({ isDone: false });
  });

  it('rows that a start had to leave out are there again', async () => {
    await backUp(true);
    const { last } = await bench.kontor.call('safety.backup', undefined);
    const meaning = bench.meaning();
    damageOriginal(root(), /\.xml$/);
    await checked();
    for (const end of ['', '-wal', '-shm'])
      rmSync(join(bench.folder, 'archive', `archive.sqlite${end}`), { force: true });
    await bench.restart();
    expect(bench.meaning()).not.toEqual(meaning);
    await checked();
    // What this computer knew of its backup has gone with its rows.
    bench.kontor.host.chosenFiles.push(last?.file ?? '');
    expect(await bench.kontor.call('safety.putBack', { ...order(), isOther: true })).toEqual({ isDone: true });
    expect(await ended()).toMatchObject({ damages: [] });
    expect(bench.meaning()).toEqual(meaning);
  });
});

describe('from its source', () => {
  it('an original comes back by its number, with the hash that the chain names', async () => {
    const before = bytesOf();
    const { file } = damageOriginal(root(), /\.xml$/);
    expect(await checked()).toMatchObject({ canFetch: true, damages: [{ params: { file, count: 1 } }] });
    const asked = bench.ksef.count(/^POST .*exports$/);
    await bench.kontor.call('safety.fetchAgain', { companyId: bench.companyId });
    expect(await ended()).toMatchObject({ damages: [], canFetch: false });
    expect(bench.ksef.count(/^GET .*\/invoices\/ksef\/[^/]+$/)).toBe(1);
    expect(bench.ksef.count(/^POST .*exports$/)).toBe(asked);
    const changed = [...bytesOf()].filter(([name, bytes]) => before.get(name) !== bytes).map(([name]) => name);
    // Deflated by us this time: the file may be another one, its links are not.
    expect(changed.every((name) => name === file)).toBe(true);
    const { rows } = await bench.kontor.call('invoices.list', {
      filter: { companyId: bench.companyId },
      sort: 'date_desc',
      limit: 50,
    });
    for (const { id } of rows)
      expect(await bench.kontor.call('invoices.saveOriginal', { id })).toHaveProperty('savedTo');
  });

  it('what is whole inside a file that is not needs nobody', async () => {
    const file = filesOf().findLast((name) => name.startsWith('segments/')) ?? '';
    const before = bytesOf();
    // The time of an entry in the directory: nothing of the content.
    flip(
      file,
      (length) => readFileSync(join(root(), file)).lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'), length) + 12,
    );
    expect(await checked()).toMatchObject({ canFetch: true, damages: [{ params: { file, count: 0 } }] });
    bench.outage = 'refused';
    await bench.kontor.call('safety.fetchAgain', { companyId: bench.companyId });
    expect(await ended()).toMatchObject({ damages: [] });
    expect(bytesOf()).toEqual(before);
  });

  it('a source that is away is told, and nothing is replaced', async () => {
    damageOriginal(root(), /\.xml$/);
    await checked();
    const before = bytesOf();
    bench.outage = 'refused';
    const refused = await bench.kontor.refused('safety.fetchAgain', { companyId: bench.companyId });
    expect(badTexts(refused, bench.manifests)).toEqual([]);
    expect(bytesOf()).toEqual(before);
  });
});

const firstOf = (kind: string): string => filesOf().find((file) => file.startsWith(kind)) ?? '';
