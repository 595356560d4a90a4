// Stores one version and its projection. Ingest and replay both come through here, so that a rebuild gives the same rows.
import type { CompanyRow, Store } from '../store';
import type { Sidecar } from '../segment/sidecar';
import { partKey, type PartFacts } from './parts';
import type { Projection } from './project';

export type VersionRow = Pick<
  Sidecar,
  'naturalKey' | 'isDeleted' | 'bytes' | 'mediaType' | 'fileName' | 'storedAt' | 'sha256'
>;
export interface VersionPlace {
  readonly seq: number;
  readonly offset: number | null;
}

export interface LastVersion {
  readonly id: number;
  readonly no: number;
  readonly sha256: Buffer | null;
  readonly isDeleted: number;
  readonly mediaType: string;
  readonly fileName: string;
}

export function lastVersion(store: Store, source: number, naturalKey: string): LastVersion | null {
  return (store.statements.lastVersion.get(source, naturalKey) as LastVersion | undefined) ?? null;
}

/** Those of them that there are, each under the key that was asked for. */
export function lastVersions(
  store: Store,
  source: number,
  naturalKeys: readonly string[],
): readonly { readonly naturalKey: string; readonly stored: LastVersion }[] {
  // Half a surrogate pair is stored as a replacement character; JSON would keep it.
  const asked = JSON.stringify(naturalKeys.map((key) => Buffer.from(key).toString()));
  const rows = store.statements.lastVersions.all(asked, source) as (LastVersion & { readonly place: number })[];
  return rows.map(({ place, ...stored }) => ({ naturalKey: naturalKeys[place] ?? '', stored }));
}

/** Equal when the archive takes two keys for the same: NOCASE knows the case of A to Z alone. */
export function foldedKey(naturalKey: string): string {
  return naturalKey.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

export type Novelty = 'new' | 'changed' | 'known';

/** What a content would be to a document whose last version is this one. */
export function novelty(last: { sha256: string | null; isDeleted: boolean } | null, next: VersionRow): Novelty {
  if (next.isDeleted) return last === null || last.isDeleted ? 'known' : 'changed';
  if (last === null) return 'new';
  return !last.isDeleted && last.sha256 === next.sha256 ? 'known' : 'changed';
}

/**
 * One version of an original: of each document that it makes, and of none that it no longer makes. No parts: a tombstone of them all.
 * Answers the rows, which are to be linked anew. `last` is the last version of the document that the source names.
 */
export function applyDocument(
  store: Store,
  company: CompanyRow,
  source: number,
  version: VersionRow,
  place: VersionPlace,
  parts: readonly PartFacts[],
  last: Pick<LastVersion, 'id' | 'no'> | null,
): readonly number[] {
  const [first, ...more] = parts;
  const ids = [applyVersion(store, company, source, version, place, first ?? null, last)];
  for (const one of more) {
    const { naturalKey } = one;
    const before = lastVersion(store, source, naturalKey);
    ids.push(applyVersion(store, company, source, { ...version, naturalKey }, place, one, before));
    store.statements.shareTags.run(naturalKey, source, version.naturalKey);
  }
  if (last === null) return ids;
  const made = new Set(parts.map(({ naturalKey }) => foldedKey(naturalKey)));
  for (const gone of partsOf(store, source, version.naturalKey)) {
    if (gone.isDeleted === 1 || made.has(foldedKey(gone.naturalKey))) continue;
    const { sha256: _content, ...rest } = { ...version, naturalKey: gone.naturalKey, isDeleted: true, bytes: 0 };
    ids.push(applyVersion(store, company, source, rest, null, null, gone));
  }
  return ids;
}

/** Documents beside the first that versions of this original have made; they were made in turn. */
export function partsOf(
  store: Store,
  source: number,
  naturalKey: string,
): readonly (LastVersion & { readonly naturalKey: string })[] {
  const found: (LastVersion & { naturalKey: string })[] = [];
  for (let part = 2; ; part += 1) {
    const key = partKey(naturalKey, part);
    const one = lastVersion(store, source, key);
    if (one === null) return found;
    found.push({ ...one, naturalKey: key });
  }
}

/** Answers the document's row, which is to be linked anew. Must run inside a transaction; `last` is the document's last version, null for a document that is new. A tombstone has no projection: the row stays as it was last seen, marked deleted. */
export function applyVersion(
  store: Store,
  company: CompanyRow,
  source: number,
  version: VersionRow,
  place: VersionPlace | null,
  facts: Pick<PartFacts, 'part' | 'projection'> | null,
  last: Pick<LastVersion, 'id' | 'no'> | null,
): number {
  const { statements } = store;
  const id = last?.id ?? Number(statements.addDocument.run(source, version.naturalKey).lastInsertRowid);
  const no = (last?.no ?? 0) + 1;
  if (last !== null) statements.moveVersion.run(no, id);
  const sha256 = version.sha256 === undefined ? null : Buffer.from(version.sha256, 'hex');
  const { bytes, mediaType, fileName, storedAt } = version;
  const deleted = version.isDeleted ? 1 : 0;
  const seq = place?.seq ?? null;
  const offset = place?.offset ?? null;
  const part = facts?.part ?? 1;
  statements.addVersion.run(id, no, sha256, bytes, mediaType, fileName, storedAt, deleted, seq, offset, part);
  if (facts === null) statements.markDeleted.run(id);
  else replaceInvoice(store, company, source, id, facts.projection, last !== null);
  return id;
}

function replaceInvoice(
  store: Store,
  company: CompanyRow,
  source: number,
  id: number,
  row: Projection,
  isOld: boolean,
) {
  const { statements } = store;
  if (isOld) {
    statements.removeRates.run(id);
    statements.removeWords.run(id);
    statements.removeText.run(id);
    statements.removeInvoice.run(id);
    statements.forgetWords.run(id);
  }
  statements.addInvoice.run(
    id,
    company.id,
    source,
    row.number,
    row.kind,
    row.direction,
    row.issueDate,
    row.receivedOn,
    row.receivedAt,
    monthOf(row, company.rule),
    row.counterparty,
    row.counterpartyOrder,
    row.counterpartyTaxId,
    row.currency,
    row.net,
    row.vat,
    row.gross,
    row.grossOrder,
    row.remoteNumber,
    row.format,
    row.problem,
    row.needsLook ? 1 : 0,
    row.matchKey,
    row.ksefNumber,
    row.isScan ? 1 : 0,
    row.paymentState,
    row.dueOn,
  );
  for (const [position, rate] of row.rates.entries()) {
    statements.addRate.run(id, position, rate.rate, rate.net, rate.vat);
  }
  statements.addWords.run(id, row.words);
  statements.addText.run(id, ` ${row.words}`);
}

/** Sales by issue date; purchases by issue date or by the day of receipt, as the company keeps its books. */
export function monthOf(
  row: Pick<Projection, 'direction' | 'issueDate' | 'receivedOn'>,
  rule: CompanyRow['rule'],
): string {
  const isByReceipt = row.direction === 'purchase' && rule === 'received_date';
  return ((isByReceipt ? row.receivedOn : null) ?? row.issueDate).slice(0, 7);
}
