// With a thread that reads beside the writer, without one, and with one that dies: the same archive.
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PARSER_READY } from '../../electron/core/archive/parse/parserThread';
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

/** A thread that has read its code, and what it was sent. */
async function readyThread(worker: Worker): Promise<{ readonly start: () => Worker; readonly sent: () => number }> {
  await once(worker, 'message');
  let sent = 0;
  const post = worker.postMessage.bind(worker);
  worker.postMessage = (...args: Parameters<typeof post>): void => {
    sent += 1;
    post(...args);
  };
  const start = (): Worker => {
    setImmediate(() => worker.emit('message', PARSER_READY));
    return worker;
  };
  return { start, sent: () => sent };
}

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
    const { start, sent } = await readyThread(new Worker(bundle));
    let started = 0;
    const counted = (): Worker => {
      started += 1;
      return start();
    };
    expect(await archiveAfter(counted, undefined, 'beside')).toEqual(alone);
    expect(alone.result.newCount).toBe(700);
    expect(sent()).toBeGreaterThan(3);
    // The second time everything is known: nothing is read, so nothing is started.
    expect(started).toBe(1);
  });

  it('that dies, at once or with a batch in its hands, costs nothing', async () => {
    const alone = await archiveAfter(() => null, undefined, 'alone');
    const dead = () => new Worker('process.exit(1)', { eval: true });
    expect(await archiveAfter(dead, undefined, 'dead')).toEqual(alone);
    const code = `const { parentPort } = require('node:worker_threads');
      parentPort.on('message', () => { throw new Error('gone'); }); parentPort.postMessage('ready');`;
    const dying = await readyThread(new Worker(code, { eval: true }));
    expect(await archiveAfter(dying.start, undefined, 'dying')).toEqual(alone);
    expect(dying.sent()).toBeGreaterThan(0);
  });

  it('names the document that is not what was promised, and nothing of the page is stored', async () => {
    for (const broken of [3, 55, 699]) {
      const changed = documents.map((entry, no) =>
        no === broken ? ([entry[0], standIn({ number: 'x' })] as const) : entry,
      );
      const entries = changed.map(([key, bytes]) => [`${key}.xml`, bytes] as const);
      const zip = zipBytes([...entries, ['_index.json', indexOf(documents)]]);
      const { start } = await readyThread(new Worker(bundle));
      const refusal = archiveAfter(start, zip, `broken-${broken}`);
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
    const { start } = await readyThread(new Worker(bundle));
    await expect(archiveAfter(start, zip)).rejects.toMatchObject({
      spec: { key: 'archive.entry_hash', params: { name: 'K-55.xml' } },
    });
  });
});
