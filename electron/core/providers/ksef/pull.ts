// Reads what is new, role by role, as export packages. Before an export in steady state one cheap question: is there anything at all?
import { isFailure } from '../../../../shared/errors';
import type { WorkContext } from '../sdk/context';
import type { PullInvoices, PullRequest } from '../sdk/defineProvider';
import { unavailable } from '../sdk/errors';
import type { PullPage } from '../sdk/pages';
import { advance, carried, readPosition, type Position } from './checkpoint';
import { dropRecord, forgetRecords, listRecords, type ExportRecord } from './exportNotes';
import { askExport, beginExport, waitForExport } from './exports';
import { createHistory, type History } from './history';
import { startOfHistory } from './importPlan';
import { compareWithPast, isCompareDue } from './overlap';
import { emptyPage, packagePage, type FetchedPackage } from './pages';
import { fetchParts, removeParts, sweepParts } from './parts';
import { askIfAnything } from './probe';
import { learnRates } from './rates';
import { ROLES, isDue, type Role } from './roles';
import { openSession, type Session } from './session';
import { nextWindow, type Window } from './window';

/** Once anew when KSeF drops an export; more is the business of the next run. */
const MAX_STARTS = 2;
/** Pages that may not be committed yet when a further one is asked for. */
const IN_FLIGHT = 2;

interface Work {
  readonly ctx: WorkContext;
  readonly session: Session;
  readonly handedOut: FetchedPackage[];
  readonly request: PullRequest;
  readonly history: History;
}

interface Fetched extends FetchedPackage {
  readonly isResumed: boolean;
}

export const pullInvoices: PullInvoices = async function* (ctx, request) {
  const positions = new Map(ROLES.map((role) => [role, readPosition(request.checkpoints.get(role.subject))]));
  const start = startOfHistory(ctx.connection.settings, ctx.clock.now(), request.since);
  const history = await createHistory(
    ctx,
    [...positions].map(([, position]) => position?.at ?? start),
  );
  const work: Work = { ctx, session: openSession(ctx), handedOut: [], request, history };
  await learnRates(ctx, work.session);
  for (const [role, position] of positions) if (position) await forgetRecords(ctx, role.subject, position.at);
  await sweepParts(ctx, await listRecords(ctx, 'export/'));
  for (const [role, position] of positions) {
    if (!isDue(role, position, ctx.clock.now())) continue;
    yield* pullRole(work, role, position ?? { v: 1, at: start, reached: 'open', since: start });
  }
};

async function* pullRole(work: Work, role: Role, committed: Position): AsyncGenerator<PullPage> {
  const { ctx, session } = work;
  let position = committed;
  for (;;) {
    ctx.signal.throwIfAborted();
    const window = nextWindow(position.at, ctx.clock.now());
    const open = (await listRecords(ctx, `export/${role.subject}/`)).filter((one) => one.from === window.from);
    if (open.length === 0 && (role.isRare || position.reached === 'hwm')) {
      ctx.progress.phase(`phase.asking.${role.subject}`);
      const quiet = await askIfAnything(ctx, session, { role, window, position });
      if (quiet) {
        position = carried(position, quiet.position);
        work.history.step();
        yield emptyPage(role, position);
        if (quiet.isMore) continue;
        yield* comparePast(work, role, position);
        return;
      }
      // Where something new comes with every sync it is never quiet: what is committed is looked at before the new is fetched.
      if (position === committed && position.reached === 'hwm') {
        position = yield* comparePast(work, role, position);
        if (position.reached === 'open') continue;
      }
    }
    const fetched = await fetchPackage(work, role, window, open);
    if (fetched === 'nothing_new') {
      yield emptyPage(role, { ...position, checkedAtMs: ctx.clock.now() });
      return;
    }
    const { record } = fetched;
    // A resumed export may have been asked for another end than this run would.
    const asked = { from: record.from, ...(record.to === null ? {} : { to: record.to }) };
    const next = advance(asked, fetched.package, ctx.clock.now());
    // One that led nowhere must not be taken up again by the next run.
    if (next.position.at === record.from) await dropRecord(ctx, record);
    const reached = carried(position, next.position);
    work.history.step();
    yield fetched.parts.length === 0 ? emptyPage(role, reached) : packagePage(role, fetched, reached);
    await retire(work, fetched);
    // A resumed export knows nothing of what came after it was started, so one more question follows.
    if (!next.isMore && !(fetched.isResumed && next.position.reached === 'hwm')) return;
    position = reached;
  }
}

/** Up to a committed place everything is known to be there: the moment to look whether it really is. Answers where the reading goes on. */
async function* comparePast(
  { ctx, session, request }: Work,
  role: Role,
  position: Position,
): AsyncGenerator<PullPage, Position> {
  if (!request.missing || !isCompareDue(position, ctx.clock.now())) return position;
  const comparison = await compareWithPast(ctx, session, role, position, request.missing);
  const comparedAtMs = ctx.clock.now();
  if (comparison.found !== 'gap') {
    yield comparison.page;
    return { ...position, comparedAtMs };
  }
  // Read again from there: what is known is recognised, what is missing comes. Its checkpoint lies before the gap until it is closed.
  const before = carried(position, { v: 1, at: comparison.from, reached: 'open', comparedAtMs });
  yield emptyPage(role, before);
  return before;
}

async function fetchPackage(
  { ctx, session }: Work,
  role: Role,
  window: Window,
  open: readonly ExportRecord[],
): Promise<Fetched | 'nothing_new'> {
  const earlier = [...open];
  let why = 'export_gone';
  for (let starts = 0; starts < MAX_STARTS;) {
    ctx.progress.phase(`phase.preparing.${role.subject}`);
    const known = earlier.shift();
    const record = known ?? (await beginExport(ctx, session, role.subject, window));
    if (record === 'nothing_new') return record;
    if (known) ctx.log.info('log.export_resumed', { reference: known.reference });
    else starts += 1;
    // One that was given up is looked at once, not waited for again.
    const outcome = record.isGivenUp ? await askExport(session, record) : await waitForExport(ctx, session, record);
    if (outcome === 'running') continue;
    if (outcome.outcome === 'ready') {
      ctx.progress.phase(`phase.downloading.${role.subject}`);
      const parts = await fetchParts(ctx, session, record, outcome.package).catch(async (error: unknown) => {
        // What KSeF announces and what it hands out will not fit the next time either: the next try orders a package of its own.
        if (isFailure(error) && error.spec.key === 'part_damaged') await dropRecord(ctx, record);
        throw error;
      });
      if (parts !== 'gone') return { record, package: outcome.package, parts, isResumed: known !== undefined };
    }
    await dropRecord(ctx, record);
    if (outcome.outcome === 'nothing_new') {
      if (known) continue;
      return 'nothing_new';
    }
    why = outcome.outcome === 'gone' ? outcome.why : 'export_gone';
    ctx.log.warn('log.export_again', { reference: record.reference });
  }
  throw unavailable(why);
}

/** Files and note of a page go only when it is certain that the page was committed. */
async function retire(work: Work, fetched: FetchedPackage): Promise<void> {
  work.handedOut.push(fetched);
  while (work.handedOut.length > IN_FLIGHT) {
    const done = work.handedOut.shift();
    if (!done) return;
    await removeParts(done.parts);
    await dropRecord(work.ctx, done.record);
  }
}
