import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PackagePage } from '../../providers/sdk/pages';
import { standIn } from '../../../../tests/support/standInFormat';
import { indexOf, packageZip, spoolPackage, type Documents } from '../../../../tests/support/standInPackage';
import { tarBytes } from '../../../../tests/support/tarBytes';
import { zipBytes } from '../../../../tests/support/zipBytes';
import {
  COMPANY,
  CONNECTION,
  ingestPage,
  itemsPage,
  openTestArchive,
  removeFolder,
  temporaryFolder,
  type TestArchive,
} from '../../../../tests/support/testArchive';

const documents: Documents = Array.from({ length: 40 }, (_, index) => [
  `K-${index}`,
  standIn({ number: `FV/${index}`, lines: ['Kawa ziarnista', 'Łyżeczka '.repeat(40)] }),
]);

describe('a package', () => {
  let folder = '';
  let archive: TestArchive;
  beforeEach(async () => {
    folder = temporaryFolder();
    archive = await openTestArchive(join(folder, 'archive'));
  });
  afterEach(async () => {
    await archive.close();
    removeFolder(folder);
  });
  const spool = () => join(folder, 'spool');
  const ingest = (content: PackagePage) =>
    ingestPage(archive.writer, itemsPage([], '1', { content, direction: 'purchase' }));
  const refusal = async (content: PackagePage): Promise<unknown> => {
    const error: unknown = await ingest(content).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(await archive.reader.counts()).toMatchObject({ [COMPANY]: 0 });
    expect(await archive.writer.checkpoints(CONNECTION)).toEqual({});
    expect(readdirSync(join(folder, 'archive', COMPANY, 'segments'))).toEqual([]);
    expect(existsSync(join(spool(), 'scratch-package'))).toBe(false);
    return error;
  };
  const key = (name: string) => ({ spec: { key: name } });

  it('is decrypted part by part, unpacked, checked and stored whole', async () => {
    const content = spoolPackage(spool(), packageZip(documents), 500);
    expect(content.parts.length).toBeGreaterThan(5);
    expect(await ingest(content)).toEqual({ newCount: 40, changedCount: 0, knownCount: 0, unreadable: [] });
    const { rows } = await archive.reader.listInvoices({ companyId: COMPANY }, 'date_desc', null, 100);
    expect(rows).toHaveLength(40);
    const [row] = rows;
    if (row === undefined) throw new Error('no row');
    const { bytes } = await archive.reader.original(row.id, null);
    expect(Buffer.from(bytes)).toEqual(documents.find(([name]) => `FV/${name.slice(2)}` === row.number)?.[1]);
    expect(existsSync(join(spool(), 'scratch-package'))).toBe(false);
  });

  it('may come as tar.gz', async () => {
    const tar = tarBytes([
      ...documents.map(([name, bytes]) => [`${name}.xml`, bytes] as const),
      ['_index.json', indexOf(documents)],
    ]);
    const content = spoolPackage(spool(), gzipSync(tar), 500, 'tar.gz');
    expect(await ingest(content)).toMatchObject({ newCount: 40 });
    expect(await ingest(content)).toMatchObject({ newCount: 0, knownCount: 40 });
  });

  it('may be empty', async () => {
    expect(await ingest({ kind: 'package', parts: [], packaging: 'zip', unpacker: 'standin' })).toMatchObject({
      newCount: 0,
    });
    expect(await archive.writer.checkpoints(CONNECTION)).toEqual({ Subject2: '1' });
  });

  it('with a changed byte is refused by its hash', async () => {
    const content = spoolPackage(spool(), packageZip(documents));
    const [part] = content.parts;
    if (part === undefined) throw new Error('no part');
    const bytes = readFileSync(part.path);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(part.path, bytes);
    expect(await refusal(content)).toMatchObject(key('archive.part_hash'));
  });

  it('that is cut says so', async () => {
    const content = spoolPackage(spool(), packageZip(documents));
    truncateSync(content.parts.at(-1)?.path ?? '', 10);
    expect(await refusal(content)).toMatchObject(key('archive.package_truncated'));
  });

  it('whose plain hash differs is refused', async () => {
    const content = spoolPackage(spool(), packageZip(documents));
    const parts = content.parts.map((part) => ({ ...part, plainSha256: 'AAAA' }));
    expect(await refusal({ ...content, parts })).toMatchObject(key('archive.part_hash'));
  });

  it('that the key does not open says so', async () => {
    const content = spoolPackage(spool(), packageZip(documents));
    const cipher = { ...content.cipher, key: Buffer.alloc(32, 1).toString('base64') };
    const parts = content.parts.map(({ path, sha256, bytes }) => ({ path, sha256, bytes }));
    expect(await refusal({ ...content, parts, cipher })).toMatchObject(key('archive.package_key'));
  });

  it('with a missing or an extra document is refused whole', async () => {
    const [first, ...rest] = documents;
    if (first === undefined) throw new Error('no document');
    const entries = (list: Documents) => list.map(([name, bytes]) => [`${name}.xml`, bytes] as const);
    const missing = zipBytes([...entries(rest), ['_index.json', indexOf(documents)]]);
    expect(await refusal(spoolPackage(spool(), missing))).toMatchObject(key('archive.package_incomplete'));
    const extra = zipBytes([...entries(documents), ['_index.json', indexOf(rest)]]);
    expect(await refusal(spoolPackage(spool(), extra))).toMatchObject(key('archive.package_incomplete'));
    const noIndex = zipBytes(entries(documents));
    expect(await refusal(spoolPackage(spool(), noIndex))).toMatchObject(key('archive.package_incomplete'));
  });

  it('with another count than announced is refused', async () => {
    const page = itemsPage([], '1', { content: spoolPackage(spool(), packageZip(documents)), expectedCount: 41 });
    await expect(ingestPage(archive.writer, page)).rejects.toMatchObject(key('archive.package_incomplete'));
  });

  it('with a document of another hash than announced is refused whole', async () => {
    const changed: Documents = [...documents.slice(1), ['K-0', standIn({ number: 'other' })]];
    const entries = changed.map(([name, bytes]) => [`${name}.xml`, bytes] as const);
    const zip = zipBytes([...entries, ['_index.json', indexOf(documents)]]);
    expect(await refusal(spoolPackage(spool(), zip))).toMatchObject(key('archive.entry_hash'));
  });

  it('with a name that leads out of its folder is refused', async () => {
    for (const name of ['../evil.xml', '/etc/passwd', 'a/../../b', 'C:\\x', 'a\\b', 'C:x', './a']) {
      const zip = zipBytes([
        [name, Buffer.from('x')],
        ['_index.json', indexOf([])],
      ]);
      expect(await refusal(spoolPackage(spool(), zip))).toMatchObject(key('archive.bad_entry_name'));
    }
  });

  it('that would unpack to far too much is refused', async () => {
    const bomb = zipBytes([
      ['a.xml', Buffer.alloc(4_000_000)],
      ['_index.json', indexOf([])],
    ]);
    expect(await refusal(spoolPackage(spool(), bomb))).toMatchObject(key('archive.too_big'));
    const tar = gzipSync(tarBytes([['a.xml', Buffer.alloc(8_000_000)]]));
    expect(await refusal(spoolPackage(spool(), tar, 4096, 'tar.gz'))).toMatchObject(key('archive.too_big'));
  });

  it('that is no archive at all is refused', async () => {
    const html = Buffer.from('<html><body>Service unavailable</body></html>');
    expect(await refusal(spoolPackage(spool(), html))).toMatchObject(key('archive.package_truncated'));
    expect(await refusal(spoolPackage(spool(), html, 4096, 'tar.gz'))).toMatchObject(key('archive.package_damaged'));
  });

  it('is cancelled between two documents', async () => {
    const control = new AbortController();
    const page = itemsPage([], '1', { content: spoolPackage(spool(), packageZip(documents)) });
    const order = { companyId: COMPANY, connectionId: CONNECTION, providerId: 'standin', page, at: '', runId: '' };
    const stopAtFive = (done: number): void => {
      if (done === 5) control.abort();
    };
    await expect(archive.writer.ingest(order, stopAtFive, control.signal)).rejects.toThrow();
    expect(await archive.reader.counts()).toMatchObject({ [COMPANY]: 0 });
    expect(readdirSync(join(folder, 'archive', COMPANY, 'segments'))).toEqual([]);
  });
});
