// What lies in a package, and what a scripted fault does to it.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { bigInvoice } from '../faGenerator/big';
import type { NamedFault } from '../faults';
import { withUnknownFields } from '../http/answers';
import type { World } from '../world';
import type { ArchiveEntry } from './archive';
import { metadataOf, type InvoiceMetadata } from './metadata';
import type { InvoiceRecord } from './store';

const BOMB_BYTES = 50_000_000;

type Change = (bytes: Buffer) => Buffer;

const DOCTYPE = '<!DOCTYPE Faktura [<!ENTITY obcy SYSTEM "file:///etc/passwd">]>\n';

/** Faults that replace the first invoice's bytes. */
const CHANGES: Partial<Record<NamedFault, Change>> = {
  doctype_invoice: (bytes) => {
    const text = bytes.toString('utf8').replace(/^<\?xml[^>]*\?>\s*/, '');
    return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${DOCTYPE}${text}`);
  },
  bom_invoice: (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  big_invoice_3mb: () => bigInvoice(),
};

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

export function packageEntries(
  world: World,
  records: readonly InvoiceRecord[],
  options: { readonly onlyMetadata: boolean; readonly fault: NamedFault | null },
): readonly ArchiveEntry[] {
  const { onlyMetadata, fault } = options;
  const metadata: InvoiceMetadata[] = [];
  const change = fault === null ? undefined : CHANGES[fault];
  const take = (record: InvoiceRecord, isFirst: boolean): Buffer => {
    const made = record.make();
    const bytes = isFirst && change ? change(made.bytes) : made.bytes;
    const known = world.store.learn(record, made);
    const wrong = isFirst && fault === 'wrong_invoice_hash' ? sha256(Buffer.from('inna faktura')) : null;
    const hash = wrong ?? (bytes === made.bytes ? known.hash : sha256(bytes));
    metadata.push(metadataOf(record, { ...known, hash }));
    return bytes;
  };
  if (onlyMetadata) records.forEach((record, index) => take(record, index === 0));
  const listed = onlyMetadata ? [] : records;
  const files = listed.map((record, index) => ({
    name: `${record.ksefNumber}.xml`,
    bytes: () => take(record, index === 0),
  }));
  if (fault === 'missing_invoice' && files[0]) {
    // Its metadata stay.
    files[0].bytes();
    files.shift();
  }
  const last: ArchiveEntry = {
    name: '_metadata.json',
    bytes: () => Buffer.from(JSON.stringify({ invoices: withUnknownFields(metadata as never) })),
  };
  return [...files, ...extras(fault), ...(fault === 'no_metadata_file' ? [] : [last])];
}

function extras(fault: NamedFault | null): readonly ArchiveEntry[] {
  const note = () => Buffer.from('<?xml version="1.0" encoding="UTF-8"?><obcy/>');
  if (fault === 'zip_slip') return [{ name: '../../wyjscie.xml', bytes: note }];
  if (fault === 'foreign_file') return [{ name: '9999999999-20260101-0100001AF629-00.xml', bytes: note }];
  if (fault !== 'zip_bomb') return [];
  const zeros = Buffer.alloc(1_000_000);
  const stream = () =>
    Readable.from(
      (function* () {
        for (let sent = 0; sent < BOMB_BYTES; sent += zeros.length) yield zeros;
      })(),
    );
  return [{ name: '5265877635-20260101-0100000B0BB0-00.xml', bytes: stream, size: BOMB_BYTES }];
}
