// The monthly fiscal archive: for each TSS one TAR of everything it signed in the month, checked before it is handed on.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { WorkContext } from '../sdk/context';
import { unavailable } from '../sdk/errors';
import type { FetchFiscalMonth, FiscalFile, FiscalFinding } from '../sdk/fiscal';
import { berlinMonth } from './berlinMonth';
import { checkExport, isBroken, type ExportCheck } from './checkExport';
import { runExport, type Filters } from './exports';
import { openFiskaly, type Fiskaly } from './session';
import { everyItem, listTss } from './signDe';
import type { Tss } from './wire';

/** Those that have signed: a new one has nothing yet, of a deleted one nothing is left. */
const EXPORTABLE: readonly Tss['state'][] = ['INITIALIZED', 'DISABLED', 'DEFECTIVE'];
const SHOWN_GAPS = 3;

export const fetchFiscalMonth: FetchFiscalMonth = async function* (ctx, { month }) {
  const api = openFiskaly(ctx);
  const all: Tss[] = [];
  for await (const tss of everyItem((order) => listTss(api, order))) all.push(tss);
  const { from, to } = berlinMonth(month);
  const wanted = all.filter(({ state, time_init }) => EXPORTABLE.includes(state) && (time_init ?? 0) <= to);
  for (const [index, tss] of wanted.entries()) {
    ctx.progress.phase('phase.exporting');
    ctx.progress.progress(index, wanted.length, 'steps');
    yield* parts(ctx, api, { tss, month, from, to, part: '' });
  }
};

interface Span {
  readonly tss: Tss;
  readonly month: string;
  readonly from: number;
  readonly to: number;
  /** `''`, then `-1`, `-2`, `-1-1`, … where one file cannot hold the month. */
  readonly part: string;
}

async function* parts(ctx: WorkContext, api: Fiskaly, span: Span): AsyncGenerator<FiscalFile> {
  const { tss, month, from, to, part } = span;
  const name = `${tss._id}/${month}${part}`;
  const toFile = path.join(ctx.spool, `tse-${tss._id}-${month}${part}.tar`);
  const filters: Filters = { start_date: from, end_date: to };
  const outcome = await runExport(ctx, api, { tssId: tss._id, name, filters, toFile });
  if (outcome === 'nothing') return;
  if (outcome === 'too_many') {
    if (to <= from) throw unavailable('export_failed', { params: { reason: 'E_TOO_MANY_RECORDS' } });
    const middle = Math.floor((from + to) / 2);
    yield* parts(ctx, api, { ...span, to: middle, part: `${part}-1` });
    yield* parts(ctx, api, { ...span, from: middle + 1, part: `${part}-2` });
    return;
  }
  ctx.progress.phase('phase.checking');
  const check = await checked(ctx, toFile);
  yield {
    naturalKey: `tse/${name}`,
    month,
    fileName: `${month}-TSE-${nameOf(tss)}${part}.tar`,
    mediaType: 'application/x-tar',
    path: toFile,
    bytes: (await stat(toFile)).size,
    sha256: await sha256Of(toFile),
    records: check.records,
    findings: findingsOf(check),
  };
}

/** What cannot be read is fetched anew by the next try: a damaged file must not pass for an archive. */
async function checked(ctx: WorkContext, file: string): Promise<ExportCheck> {
  try {
    return await checkExport(file, ctx.signal);
  } catch (error) {
    if (!isBroken(error)) throw error;
    await rm(file, { force: true });
    throw unavailable('tar_broken', { details: `${path.basename(file)}: ${error.message}`, cause: error });
  }
}

function findingsOf({ gaps, forged, unchecked, records }: ExportCheck): readonly FiscalFinding[] {
  const shown = gaps.slice(0, SHOWN_GAPS).map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  const missing = gaps.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  return [
    ...(gaps.length > 0 ? [{ key: 'finding.gaps', params: { count: missing, counters: shown.join(', ') } }] : []),
    ...(forged.length > 0 ? [{ key: 'finding.forged', params: { count: forged.length, name: forged[0] ?? '' } }] : []),
    ...(unchecked > 0 ? [{ key: 'finding.unchecked', params: { count: unchecked, all: records } }] : []),
  ];
}

/** The name that the shop gave it, else the start of its serial number; only letters that every disk takes. */
function nameOf({ description, serial_number, _id }: Tss): string {
  const text = (description ?? '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return text === '' ? (serial_number ?? _id).slice(0, 8) : `${text.slice(0, 40)}-${_id.slice(0, 4)}`;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
