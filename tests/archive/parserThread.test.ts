// With a thread that reads beside the writer, without one, and with one that dies: the same archive.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dumpArchive, dumpFiles } from '../support/archiveDump';
import { bundleForNode } from '../support/bundleForNode';
import { standIn } from '../support/standInFormat';
import { indexOf, packageZip, spoolPackage, type Documents } from '../support/standInPackage';
import { ingestPage, itemsPage, openTestArchive, removeFolder, temporaryFolder } from '../support/testArchive';
import { zipBytes } from '../support/zipBytes';

const documents: Documents = Array.from(
  { length: 700 },
  (_, no) => [`K-${no}`, standIn({ number: `FV/${no}`, lines: [`Kawa ${no}`] })] as const,
);

let bundle = '';
let folder = '';
beforeAll(async () => {
  bundle = await bundleForNode('tests/support/testParser.worker.ts', 'testParser');
}, 60_000);
beforeEach(() => (folder = temporaryFolder()));
afterEach(() => removeFolder(folder));

async function archiveAfter(startParser: () => Worker | null, zip = packageZip(documents), name = 'archive') {
  const archive = await openTestArchive(join(folder, name), { startParser });
  try {
    const content = spoolPackage(join(folder, 'spool'), zip);
    const result = await ingestPage(archive.writer, itemsPage([], '1', { content }));
    const again = await ingestPage(archive.writer, itemsPage([], '2', { content }));
    return { result, again, rows: dumpArchive(archive.db), files: dumpFiles(join(folder, name)) };
  } finally {
    await archive.close();
  }
}

describe('a parser thread', () => {
  it('changes nothing but the time', async () => {
    const alone = await archiveAfter(() => null, undefined, 'alone');
    let started = 0;
    const start = (): Worker => {
      started += 1;
      return new Worker(bundle);
    };
    expect(await archiveAfter(start, undefined, 'beside')).toEqual(alone);
    expect(alone.result.newCount).toBe(700);
    // The second time everything is known: nothing is read, so nothing is started.
    expect(started).toBe(1);
  });

  it('that dies, at once or with a batch in its hands, costs nothing', async () => {
    const alone = await archiveAfter(() => null, undefined, 'alone');
    const dead = () => new Worker('process.exit(1)', { eval: true });
    expect(await archiveAfter(dead, undefined, 'dead')).toEqual(alone);
    const code = "require('node:worker_threads').parentPort.on('message', () => { throw new Error('gone'); })";
    const dying = () => new Worker(code, { eval: true });
    expect(await archiveAfter(dying, undefined, 'dying')).toEqual(alone);
  });

  it('names the document that is not what was promised, and nothing of the page is stored', async () => {
    for (const broken of [3, 55, 699]) {
      const changed = documents.map((entry, no) =>
        no === broken ? ([entry[0], standIn({ number: 'x' })] as const) : entry,
      );
      const entries = changed.map(([key, bytes]) => [`${key}.xml`, bytes] as const);
      const zip = zipBytes([...entries, ['_index.json', indexOf(documents)]]);
      const refusal = archiveAfter(() => new Worker(bundle), zip, `broken-${broken}`);
      await expect(refusal).rejects.toMatchObject({
        spec: { key: 'archive.entry_hash', params: { name: `K-${broken}.xml` } },
      });
      expect(dumpFiles(join(folder, `broken-${broken}`)).filter((file) => file.includes('.zip'))).toEqual([]);
    }
  });

  it('names the document whose data is damaged', async () => {
    const zip = packageZip(documents);
    const at = zip.indexOf('K-55.xml') + 'K-55.xml'.length + 6;
    zip[at] = (zip[at] ?? 0) ^ 0xff;
    await expect(archiveAfter(() => new Worker(bundle), zip)).rejects.toMatchObject({
      spec: { key: 'archive.entry_hash', params: { name: 'K-55.xml' } },
    });
  });
});
