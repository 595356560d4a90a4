// The monthly fiscal archive: for each TSS one TAR of everything it signed in the month, checked before it is handed on.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isFailure, type Failure } from '../../../../shared/errors';
import type { WorkContext } from '../sdk/context';
import { unavailable } from '../sdk/errors';
import type { FetchFiscalMonth, FiscalFile, FiscalOrder } from '../sdk/fiscal';
import { checked, sha256Of } from './arrived';
import { berlinMonth } from './berlinMonth';
import { dsfinvkOfMonth } from './dsfinvk';
import { isClockAhead, runExport, type Filters } from './exports';
import { openFiskaly, type Fiskaly } from './session';
import { everyItem, listTss } from './signDe';
import type { Tss } from './wire';

/** Those that have signed: a new one has nothing yet, of a deleted one nothing is left. */
const EXPORTABLE: readonly Tss['state'][] = ['INITIALIZED', 'DISABLED', 'DEFECTIVE'];

export const fetchFiscalMonth: FetchFiscalMonth = async function* (ctx, order) {
  const { month, untilMs } = order;
  const api = openFiskaly(ctx);
  const all: Tss[] = [];
  for await (const tss of everyItem((page) => listTss(api, page))) all.push(tss);
  const whole = berlinMonth(month);
  const { from } = whole;
  const to = untilMs === undefined ? whole.to : Math.min(whole.to, Math.floor(untilMs / 1000));
  const part = untilMs === undefined ? '' : `-until-${new Date(to * 1000).toISOString().replace(/[-:]|\.000/g, '')}`;
  const wanted = all.filter(({ state, time_init }) => EXPORTABLE.includes(state) && (time_init ?? 0) <= to);
  let first: Failure | null = null;
  for (const [index, tss] of wanted.entries()) {
    ctx.progress.phase('phase.exporting');
    ctx.progress.progress(index, wanted.length, 'steps');
    try {
      yield* parts(ctx, api, order, { tss, month, from, to, part });
    } catch (error) {
      ctx.signal.throwIfAborted();
      if (!isOfOneModule(error)) throw error;
      first ??= error;
    }
  }
  yield* dsfinvkOfMonth(ctx, order);
  if (first !== null) throw first;
};

/** One TSS that is out of order for good must not cost the others their months: fiskaly forgets them meanwhile. */
function isOfOneModule(error: unknown): error is Failure {
  return (
    isFailure(error) && !isClockAhead(error) && (error.spec.kind === 'unavailable' || error.spec.kind === 'rejected')
  );
}

interface Span {
  readonly tss: Tss;
  readonly month: string;
  readonly from: number;
  readonly to: number;
  /** `''`, then `-1`, `-2`, `-1-1`, … where one file cannot hold the month; behind the instant of one that is still running. */
  readonly part: string;
}

async function* parts(ctx: WorkContext, api: Fiskaly, order: FiscalOrder, span: Span): AsyncGenerator<FiscalFile> {
  const { tss, month, from, to, part } = span;
  const name = `${tss._id}/${month}${part}`;
  const naturalKey = `tse/${name}`;
  if (await order.has(naturalKey)) return;
  const toFile = path.join(ctx.spool, `tse-${tss._id}-${month}${part}.tar`);
  const filters: Filters = { start_date: from, end_date: to };
  const isOver = order.untilMs === undefined && to * 1000 < ctx.clock.now();
  const wholeAfter = isOver ? { wholeAfter: to } : {};
  const outcome = await runExport(ctx, api, { tssId: tss._id, name, filters, toFile, ...wholeAfter });
  if (outcome === 'nothing') return;
  if (outcome === 'too_many') {
    if (to <= from) throw unavailable('export_failed', { params: { reason: 'E_TOO_MANY_RECORDS' } });
    const middle = Math.floor((from + to) / 2);
    yield* parts(ctx, api, order, { ...span, to: middle, part: `${part}-1` });
    yield* parts(ctx, api, order, { ...span, from: middle + 1, part: `${part}-2` });
    return;
  }
  ctx.progress.phase('phase.checking');
  const check = await checked(order, toFile);
  yield {
    ...check,
    naturalKey,
    moduleId: tss._id,
    ...(order.untilMs === undefined ? {} : { isInterim: true as const }),
    month,
    fileName: `${month}-TSE-${nameOf(tss)}${part}.tar`,
    mediaType: 'application/x-tar',
    path: toFile,
    bytes: (await stat(toFile)).size,
    sha256: await sha256Of(toFile),
  };
}

/** The name that the shop gave it, else the start of its serial number; only letters that every disk takes. */
function nameOf({ description, serial_number, _id }: Tss): string {
  const text = (description ?? '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return text === '' ? (serial_number ?? _id).slice(0, 8) : `${text.slice(0, 40)}-${_id.slice(0, 4)}`;
}
