// Builds a month's ZIP: temp file, fsync, rename, fsync folder, then its record. The same month and revision give the same bytes.
import { dirname, join } from 'node:path';
import type { BundleView } from '../../../../shared/contract/reports';
import { fromMinor } from '../../../../shared/domain/money';
import type { BundleInput, BundleInvoice } from '../../bundle/types';
import { monthEnd } from '../../bundle/monthEnd';
import { breathe } from '../breathe';
import { makeFolder, moveInto, removeQuietly, syncFolder } from '../disk';
import { explainDisk } from '../../db/diskProblems';
import { TEMP_SUFFIX } from '../folders';
import type { OnProgress } from '../ingest/ingest';
import { parseOriginal } from '../ingest/project';
import { createBundleViews } from '../read/bundleQueries';
import { createOriginals, originalChanged } from '../read/originals';
import { saveRecord } from '../records/saveRecord';
import { knownCompany, type CompanyRow, type Store } from '../store';
import type { BundleDraft } from '../types';
import { uuidOfContent } from '../uuidOfContent';
import { ZipWriter } from '../zip/zipWriter';
import { bundleTotals, draftBundle } from './draft';

interface BuildOrder {
  readonly at: string;
  readonly language: string;
}
interface ItemRow extends Omit<BundleInvoice, 'net' | 'vat' | 'gross' | 'needsLook' | 'countsWith'> {
  readonly net: number;
  readonly vat: number;
  readonly gross: number;
  readonly needsLook: number;
  readonly versionNo: number;
  readonly part: number;
  readonly segmentSeq: number;
  readonly entryOffset: number;
  readonly isHidden: number;
  readonly leadNumber: string | null;
  readonly leadRemoteNumber: string | null;
  readonly leadSha256: string | null;
}

export async function buildBundle(
  store: Store,
  asked: BundleDraft,
  order: BuildOrder,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<BundleView> {
  // A page may have come in since the draft was made; what is built is what is there now.
  const draft = draftBundle(store, asked.companyId, asked.month, asked.elsewhere);
  if (draft.existing !== null) return draft.existing;
  const company = knownCompany(store, draft.companyId);
  const items = itemsOf(store, draft);
  try {
    const input = inputOf(store, company, draft, order, items);
    const file = await writeZip(store, company, draft, input, onProgress, signal);
    saveBundle(store, company, draft, order, items, file);
  } catch (error) {
    throw explainDisk(error);
  }
  const views = createBundleViews(store.db);
  const [built] = views.ofMonth(draft.companyId, draft.month);
  if (built === undefined) throw new Error('bundle without a row');
  return built;
}

function itemsOf(store: Store, draft: BundleDraft): readonly ItemRow[] {
  const byId = store.db.prepare(`SELECT s.uuid AS connectionId, d.natural_key AS naturalKey, v.no AS versionNo,
    i.remote_number AS remoteNumber, i.received_on AS receivedOn, i.number, i.kind, i.direction, i.issue_date AS issueDate,
    i.counterparty, i.counterparty_tax_id AS counterpartyTaxId, i.currency, i.net, i.vat, i.gross, i.needs_look AS needsLook,
    (SELECT coalesce(group_concat(t.tag, ', ' ORDER BY t.tag), '') FROM tag t
      WHERE t.source_id = d.source_id AND t.natural_key = d.natural_key) AS tags,
    v.part, v.segment_seq AS segmentSeq,
    v.entry_offset AS entryOffset, v.file_name AS fileName, v.media_type AS mediaType, v.bytes, lower(hex(v.sha256)) AS sha256,
    coalesce(i.payment_state, (SELECT max(mi.payment_state) FROM invoice_link m JOIN invoice mi ON mi.id = m.invoice_id
      WHERE m.leader_id = l.leader_id)) AS payment, i.is_hidden AS isHidden,
    lead.number AS leadNumber, lead.remote_number AS leadRemoteNumber, lower(hex(lv.sha256)) AS leadSha256
    FROM invoice i JOIN document d ON d.id = i.id JOIN source s ON s.id = i.source_id
    JOIN document_version v ON v.document_id = d.id AND v.no = d.last_version
    LEFT JOIN invoice_link l ON l.invoice_id = i.id LEFT JOIN invoice lead ON lead.id = l.leader_id AND i.is_hidden = 2
    LEFT JOIN document ld ON ld.id = lead.id
    LEFT JOIN document_version lv ON lv.document_id = ld.id AND lv.no = ld.last_version WHERE i.id = ?`);
  return draft.invoiceIds.map((id) => byId.get(id) as ItemRow);
}

function inputOf(
  store: Store,
  company: CompanyRow,
  draft: BundleDraft,
  order: BuildOrder,
  items: readonly ItemRow[],
): BundleInput {
  const originals = createOriginals(store.db, store.archive);
  const { name, country, taxId } = company;
  const { month, revision, identity } = draft;
  // Invoices of one file are read one after the other where they can be: unpacking a file of hundreds for each would take minutes.
  let last: { readonly place: string; readonly bytes: Uint8Array } | null = null;
  const firstOf = new Map<string, number>();
  for (const [at, item] of items.entries()) if (!firstOf.has(placeOf(item))) firstOf.set(placeOf(item), at);
  return {
    company: { name, country, taxId },
    month,
    revision,
    identity,
    language: order.language,
    invoices: items.map((item, at) => bundleInvoice(item, at, firstOf.get(placeOf(item)) ?? at)),
    read: (place) => {
      const [id, item] = [draft.invoiceIds[place], items[place]];
      if (id === undefined || item === undefined) throw new Error(`no invoice at ${place}`);
      if (last?.place !== placeOf(item)) {
        const found = originals.read(id, item.versionNo);
        if (!found.isUnchanged) throw originalChanged();
        last = { place: placeOf(item), bytes: found.bytes };
      }
      const { bytes } = last;
      return { bytes, invoice: parseOriginal(bytes, 'auto', store.options.formatFor, item.part).invoice };
    },
  };
}

/** Where the original lies in the company's archive. */
const placeOf = ({ segmentSeq, entryOffset }: ItemRow): string => `${String(segmentSeq)} ${String(entryOffset)}`;

function bundleInvoice(item: ItemRow, at: number, heldBy: number): BundleInvoice {
  const { versionNo: _no, part: _part, segmentSeq: _seq, entryOffset: _offset, isHidden: _hidden, ...shown } = item;
  const { leadNumber, leadRemoteNumber, leadSha256, needsLook, ...facts } = shown;
  const money = (minor: number): string => fromMinor(minor, item.currency);
  const lead = { number: leadNumber ?? '', remoteNumber: leadRemoteNumber, sha256: leadSha256 ?? '' };
  return {
    ...facts,
    net: money(item.net),
    vat: money(item.vat),
    gross: money(item.gross),
    needsLook: needsLook === 1,
    ...(leadNumber === null ? {} : { countsWith: lead }),
    ...(heldBy === at ? {} : { heldBy }),
  };
}

interface WrittenFile {
  /** Below the company's bundles, with `/`. */
  readonly file: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly entries: readonly { readonly name: string; readonly bytes: number; readonly count: number }[];
}

async function writeZip(
  store: Store,
  company: CompanyRow,
  draft: BundleDraft,
  input: BundleInput,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<WrittenFile> {
  const { reached } = store.options;
  const { bundles } = store.folders(company.uuid);
  const [year, month] = [draft.month.slice(0, 4), draft.month.slice(5)];
  const fileName = `${draft.month}-r${draft.revision}.zip`;
  const path = join(bundles, year, month, fileName);
  makeFolder(dirname(path));
  const temp = path + TEMP_SUFFIX;
  // The times inside are the month's own: they must not differ when the same bundle is built again.
  const zip = new ZipWriter(temp, { at: monthEnd(draft.month).toISOString(), hash: 'sha256' });
  const sizes: { name: string; bytes: number }[] = [];
  try {
    for await (const entry of store.options.bundleEntries(input)) {
      signal.throwIfAborted();
      await breathe();
      zip.addDeflated(entry.name, entry.bytes);
      sizes.push({ name: entry.name, bytes: entry.bytes.length });
      onProgress(Math.min(sizes.length, input.invoices.length), input.invoices.length);
    }
    const { bytes, sha256 } = zip.finish();
    reached('bundle.synced');
    moveInto(temp, path);
    reached('bundle.renamed');
    for (const folder of [dirname(path), join(bundles, year), bundles]) syncFolder(folder);
    reached('bundle.durable');
    return { file: `${year}/${month}/${fileName}`, fileName, bytes, sha256: sha256 ?? '', entries: grouped(sizes) };
  } finally {
    zip.abandon();
    removeQuietly(temp);
  }
}

/** Files at the top by themselves, folders as one line each. */
function grouped(sizes: readonly { name: string; bytes: number }[]): WrittenFile['entries'] {
  const lines = new Map<string, { name: string; bytes: number; count: number }>();
  for (const { name, bytes } of sizes) {
    const top = name.includes('/') ? name.slice(0, name.indexOf('/') + 1) : name;
    const line = lines.get(top) ?? { name: top, bytes: 0, count: 0 };
    lines.set(top, { name: top, bytes: line.bytes + bytes, count: line.count + 1 });
  }
  return [...lines.values()];
}

function saveBundle(
  store: Store,
  company: CompanyRow,
  draft: BundleDraft,
  order: BuildOrder,
  items: readonly ItemRow[],
  file: WrittenFile,
): void {
  const { month, revision, identity } = draft;
  const byConnection: Record<string, [string, number][]> = {};
  for (const { connectionId, naturalKey, versionNo } of items) {
    (byConnection[connectionId] ??= []).push([naturalKey, versionNo]);
  }
  const { file: path, fileName, bytes, sha256, entries } = file;
  const facts = { id: uuidOfContent([company.uuid, identity]), month, revision, identity };
  const body = {
    ...facts,
    file: path,
    fileName,
    bytes,
    sha256,
    totals: [...bundleTotals(items)],
    entries: [...entries],
  };
  saveRecord(store, company.uuid, { kind: 'bundle', at: order.at, body: { ...body, items: byConnection } });
}
