// manifest.json: what is in the bundle, so that a program (or a person with a checksum tool) can prove that nothing is missing.
import { canonicalJson, type Json } from './canonicalJson';
import { decimalOf } from './numbers';
import type { TableRow } from './rows';
import type { Total } from './totals';
import type { BundleInput } from './types';

export interface ListedFile {
  readonly name: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Grows when a field changes its meaning or goes away; new fields do not count. */
const VERSION = 1;

export function manifestOf(
  input: BundleInput,
  rows: readonly TableRow[],
  parts: { readonly files: readonly ListedFile[]; readonly totals: readonly Total[] },
): string {
  const { name, country, taxId } = input.company;
  return canonicalJson({
    kind: 'kontor.month',
    version: VERSION,
    company: { name, country, taxId },
    month: input.month,
    revision: input.revision,
    identity: input.identity,
    counts: {
      invoices: rows.filter(({ facts }) => facts.countsWith === undefined).length,
      originals: rows.filter(({ facts }) => facts.heldBy === undefined).length,
      unreadable: rows.filter((row) => !row.isReadable).length,
      needsLook: rows.filter(({ facts }) => facts.needsLook).length,
    },
    totals: parts.totals.map(totalJson),
    files: parts.files.map(({ name: file, bytes, sha256 }) => ({ name: file, bytes, sha256 })),
    invoices: rows.map(({ facts, file }) => ({
      file,
      direction: facts.direction,
      number: facts.number,
      remoteNumber: facts.remoteNumber,
      naturalKey: facts.naturalKey,
      ...(facts.countsWith === undefined ? {} : { countsWith: facts.countsWith.sha256 }),
    })),
  });
}

function totalJson(total: Total): Json {
  const money = (minor: bigint): string => decimalOf(minor, total.currency);
  return {
    direction: total.direction,
    currency: total.currency,
    count: total.count,
    net: money(total.net),
    vat: money(total.vat),
    gross: money(total.gross),
    rates: total.rates.map(({ rate, count, net, vat }) => ({ rate, count, net: money(net), vat: money(vat) })),
  };
}
