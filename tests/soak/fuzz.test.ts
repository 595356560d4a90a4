// Every reader of something that comes from outside, fed with sound input that was damaged: it answers or it refuses in words, in
// reasonable time; it never fails in another way.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { isFailure } from '../../shared/errors';
import { ParsedInvoice } from '../../shared/domain/invoice';
import { toMinor } from '../../shared/domain/money';
import { parseNip } from '../../shared/domain/taxId';
import { foldedWords } from '../../shared/lib/fold';
import { searchExpression } from '../../shared/lib/searchWords';
import { parseRecordLine, recordLine } from '../../electron/core/archive/records/recordLine';
import { SegmentReader } from '../../electron/core/archive/recover/readSegment';
import { gunzipTo, TarReader } from '../../electron/core/archive/zip/tarReader';
import { ZipReader } from '../../electron/core/archive/zip/zipReader';
import { configTarget } from '../../electron/core/db/target';
import { formatFor, viewOf } from '../../electron/core/formats/registry';
import { readXml } from '../../electron/core/formats/xml/readXml';
import { clockSkewMs, retryAfterMs } from '../../electron/core/http/retryAfter';
import { readPosition } from '../../electron/core/providers/ksef/checkpoint';
import { normaliseKsefNumber } from '../../shared/domain/ksefNumber';
import { createKsefSimulator } from '../../electron/core/providers/ksef/simulator/index';
import { cleanToken, contextOfToken, recognise } from '../../electron/core/providers/ksef/token';
import { packageUnpacker } from '../../electron/core/providers/ksef/unpack';
import { parseXml } from '../../electron/core/providers/sdk/xmlTree';
import { FernetRefused, openFernet, sealFernet } from '../../electron/core/vault/fernet';
import { generateKey, parseKeyList } from '../../electron/core/vault/generateKey';
import { StoredKeyRing } from '../../electron/core/vault/storedKeyRing';
import { isSafeUrl } from '../../electron/host/safeUrl';
import { resolveInside } from '../../electron/host/resolveInside';
import { cii, wholeCii } from '../support/ciiDocuments';
import { earve, earveFile, earveInvoice } from '../support/earveDocuments';
import { pdfWith } from '../support/einvoicePdf';
import { ubl, wholeUbl } from '../support/enDocuments';
import { tarBytes } from '../support/tarBytes';
import { removeFolder, temporaryFolder } from '../support/testArchive';
import { START } from '../support/testHost';
import { zipBytes } from '../support/zipBytes';
import { damaged } from './damaged';
import { diceOf, rounds } from './soak';

interface Target {
  readonly name: string;
  readonly sound: readonly Uint8Array[];
  readonly read: (bytes: Buffer) => unknown;
  /** Refusals that are no Failure. */
  readonly refuses?: (error: unknown) => boolean;
}

const folder = temporaryFolder();
afterAll(() => removeFolder(folder));
const path = join(folder, 'x');
const text = (...lines: readonly string[]): Uint8Array[] => lines.map((line) => Buffer.from(line));
const asText = (read: (line: string) => unknown) => (bytes: Buffer) => read(bytes.toString('utf8'));
const isPlain = (error: unknown): boolean => error instanceof Error;

const ksef = createKsefSimulator({ now: () => START, baseUrl: 'https://ksef.example', seed: 7, months: 2, count: 60 });
const invoices = ksef.control.numbers().map((number) => ksef.control.document(number));
const files = [
  ['a.xml', Buffer.from('hello '.repeat(50))],
  ['dir/b.xml', Buffer.from('b')],
] as const;
const [key] = parseKeyList(generateKey());
if (!key) throw new Error('no key');
const onFile = (read: () => unknown) => (bytes: Buffer) => {
  writeFileSync(path, bytes);
  return read();
};
const readAll = (reader: { close(): void }, work: () => void): void => {
  try {
    work();
  } finally {
    reader.close();
  }
};
const record = {
  kind: 'checkpoint',
  at: '2026-10-06T08:00:00.000Z',
  body: { connection: 'c', provider: 'p', stream: 's', value: 'v' },
} as const;

const ENCLOSED = '<AttachmentFile><FileName>arve.pdf</FileName><FileBase64>JVBERi0xLjc=</FileBase64></AttachmentFile>';

/** Everything that is asked of a document: its invoices, its page, its files. */
function readInvoice(bytes: Buffer): void {
  const format = formatFor(bytes);
  if (format === null) return;
  const parts = format.parts?.(bytes) ?? 1;
  ParsedInvoice.parse(format.parse(bytes, parts));
  viewOf(bytes, format, parts);
  for (const file of format.attachments?.(bytes, parts) ?? []) file.load();
}

const TARGETS: readonly Target[] = [
  {
    name: 'FA invoices',
    sound: invoices,
    read: (bytes) => formatFor(bytes)?.parse(bytes),
  },
  {
    name: 'E-arve',
    sound: [earve(), earveFile([earveInvoice(), earveInvoice({ additional: ENCLOSED })])].map((xml) =>
      Buffer.from(xml),
    ),
    read: readInvoice,
  },
  { name: 'UBL', sound: text(ubl(), wholeUbl()), read: readInvoice },
  { name: 'CII', sound: text(cii(), wholeCii()), read: readInvoice },
  {
    name: 'PDF with an e-invoice',
    sound: await Promise.all([true, false].map((isPacked) => pdfWith([['factur-x.xml', cii()]], isPacked))),
    read: readInvoice,
  },
  { name: 'XML', sound: invoices.slice(0, 5), read: readXml },
  {
    name: 'WebDAV answers',
    sound: text(
      `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:response><d:href>/a%20b/</d:href>
      <d:propstat><d:prop><d:getcontentlength>12</d:getcontentlength><oc:checksums><oc:checksum>SHA256:ab</oc:checksum></oc:checksums>
      </d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`,
    ),
    read: asText(parseXml),
  },
  {
    name: 'ZIP files',
    sound: [zipBytes(files), zipBytes(files, { zip64: true })],
    read: onFile(() => {
      const reader = new ZipReader(path);
      readAll(reader, () => reader.entries.forEach((entry) => reader.read(entry)));
    }),
  },
  {
    name: 'tar files',
    sound: [tarBytes(files)],
    read: onFile(() => {
      const reader = new TarReader(path);
      readAll(reader, () => reader.entries.forEach((entry) => reader.read(entry)));
    }),
  },
  {
    name: 'gzip files',
    sound: [gzipSync(tarBytes(files))],
    read: onFile(() => gunzipTo(path, `${path}.tar`, new AbortController().signal)),
  },
  {
    name: 'segments',
    sound: [
      zipBytes([
        ['00001-a.xml', Buffer.from('{"v":1}')],
        ['00001-a.xml.meta.json', Buffer.from('{"v":1}')],
        ['segment.json', Buffer.from('{"v":1}')],
      ]),
    ],
    read: onFile(() => {
      const reader = new SegmentReader(path);
      readAll(reader, () => [...reader.versions()].forEach(() => undefined));
    }),
    // The recovery asks for nothing but "readable or not".
    refuses: isPlain,
  },
  { name: 'records', sound: text(recordLine(record, 1, '')), read: asText(parseRecordLine) },
  {
    name: 'package index',
    sound: text('{"invoices":[{"ksefNumber":"5265877635-20261001-0100001AF629-AF","invoiceHash":"q"}]}'),
    read: (bytes) => packageUnpacker.readIndex(bytes),
  },
  {
    name: 'checkpoints',
    sound: text('{"v":1,"at":"2026-10-06T08:00:00.123+00:00","reached":"hwm"}'),
    read: asText(readPosition),
  },
  {
    name: 'Retry-After and dates',
    sound: text('120', 'Wed, 21 Oct 2026 07:28:00 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT'),
    read: asText((line) => [retryAfterMs({ 'retry-after': line }, START), clockSkewMs({ date: line }, START)]),
  },
  {
    name: 'KSeF tokens and numbers',
    sound: text(
      '20260202-EC-4A38BA3F25-22AED52193-FD|nip-5265877635|e81cf2a9552d5fae',
      ' 5265877635-20261001-0100001AF629-AF ',
    ),
    read: asText((line) => [
      cleanToken(line),
      contextOfToken(line),
      recognise('token', line),
      normaliseKsefNumber(line),
    ]),
  },
  {
    name: 'Fernet tokens',
    sound: text(sealFernet(key, Buffer.from('secret'), { nowMs: START })),
    read: asText((line) => openFernet([key], line)),
    refuses: (error) => error instanceof FernetRefused,
  },
  { name: 'key lists', sound: text(generateKey(), `${generateKey()},${generateKey()}`), read: asText(parseKeyList) },
  {
    name: 'key rings',
    sound: text(
      '{"v":1,"generations":[{"ring":"gAAAAA","keychains":[{"backend":"kwallet","sealed":"AAAA"}],"passphrase":null}]}',
    ),
    read: asText((line) => StoredKeyRing.safeParse(jsonOr(line))),
  },
  {
    name: 'CONFIG_DB_URL',
    sound: text('sqlite:///config.db', 'postgresql://user:p%40ss@host:5432/db?sslmode=require'),
    read: asText((line) => configTarget({ CONFIG_DB_URL: line }, '/data')),
  },
  {
    name: 'search, amounts, tax ids',
    sound: text('Łódź "quoted" 1 234,56 526-587-76-35', '-12.50', 'PL5265877635'),
    read: asText((line) => [searchExpression(line), foldedWords(line), toMinor(line, 'PLN'), parseNip(line)]),
  },
  {
    name: 'links and paths',
    sound: text('https://ap.ksef.mf.gov.pl/x?y=1#z', 'kontor://app/assets/../index.html'),
    read: asText((line) => [isSafeUrl(line), resolveInside('/app', line)]),
  },
];

/** A reader that computes longer than this over some kilobytes can be made to stop the app. */
const TOO_LONG_MS = 2_000;

describe('damaged input', () => {
  it.each(TARGETS.map((target, index) => ({ ...target, index })))(
    '$name',
    async ({ name, sound, read, refuses, index }) => {
      const tally = { answered: 0, refused: 0 };
      await rounds(`fuzz, ${name}`, { share: 0.2 / TARGETS.length, least: 200 }, async (round) => {
        const input = damaged(diceOf(1_000 + index, round), sound);
        const before = process.cpuUsage();
        try {
          await read(input);
          tally.answered += 1;
        } catch (error) {
          if (!isFailure(error) && refuses?.(error) !== true) throw error;
          tally.refused += 1;
        }
        const { user, system } = process.cpuUsage(before);
        expect((user + system) / 1000).toBeLessThan(TOO_LONG_MS);
      });
      expect(tally.answered + tally.refused).toBeGreaterThan(0);
    },
  );
});

function jsonOr(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
