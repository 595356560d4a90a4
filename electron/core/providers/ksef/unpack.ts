// Reads `_metadata.json` of an export package in the archive's worker: what each file of the package is and what it must hash to.
import type { Failure } from '../../../../shared/errors';
import type { UnpackEntry, Unpacker } from '../sdk/pages';
import { rejected } from '../sdk/errors';
import { factsOf } from './facts';
import { hasKsefNumberShape, isKsefNumber, normaliseKsefNumber } from '../../../../shared/domain/ksefNumber';
import { PackageIndex } from './wire';

const HASH = /^[A-Za-z0-9+/]{43}=$/;

export const packageUnpacker: Unpacker = {
  indexEntry: '_metadata.json',
  readIndex(bytes) {
    const entries = new Map<string, UnpackEntry>();
    for (const invoice of readInvoices(bytes)) {
      const { ksefNumber } = invoice;
      const naturalKey = normaliseKsefNumber(ksefNumber);
      // The number becomes a key and a file name: one of another shape must not get that far.
      if (!hasKsefNumberShape(naturalKey)) throw unreadable(`KSeF number ${ksefNumber.slice(0, 40)}`);
      const hash = invoice['invoiceHash'];
      if (typeof hash !== 'string' || !HASH.test(hash)) throw unreadable(`hash of ${naturalKey}`);
      const facts = factsOf(invoice, naturalKey);
      const entry = { naturalKey, mediaType: 'application/xml', sha256: hash, remote: invoice, facts };
      // A wrong check digit is odd, but no reason to keep a whole month from its owner.
      const isOdd = !isKsefNumber(naturalKey);
      entries.set(`${ksefNumber}.xml`, isOdd ? { ...entry, warnings: ['ksef_number_odd'] } : entry);
    }
    return { entries };
  },
};

function readInvoices(bytes: Uint8Array) {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw unreadable('not JSON', cause);
  }
  const parsed = PackageIndex.safeParse(json);
  if (!parsed.success) throw unreadable('other shape', parsed.error);
  return parsed.data.invoices;
}

function unreadable(details: string, cause?: unknown): Failure {
  return rejected('index_unreadable', { details, ...(cause === undefined ? {} : { cause }) });
}
