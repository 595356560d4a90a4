// Once a week the near past is compared with KSeF, number by number: cheap questions, no export. What is missing is fetched and kept.
import type { WorkContext } from '../sdk/context';
import type { PullRequest } from '../sdk/defineProvider';
import type { PageItem, PullPage } from '../sdk/pages';
import { carried, type Position } from './checkpoint';
import { queryMetadata } from './client';
import { isRefusal } from './errors';
import { factsOf } from './facts';
import { addMonths, compareInstants, fromMs, toMs } from './instants';
import { normaliseKsefNumber } from '../../../../shared/domain/ksefNumber';
import { emptyPage, itemsPage } from './pages';
import type { Role } from './roles';
import type { Session } from './session';
import { invoicesApi } from './api/invoices';
import type { InvoiceMetadata } from './wire';

const DAY_MS = 24 * 3_600_000;
const EVERY_MS = 7 * DAY_MS;
/** What the last comparison may have come too early for. */
const OVERLAP_MS = DAY_MS;
const PAGE = 250;
/** Of the twenty questions an hour most stay for the work itself. */
const MAX_PAGES = 4;
/** Single downloads are limited as well; more than these is no small gap. */
const MAX_FETCHED = 40;

export function isCompareDue(position: Position, nowMs: number): boolean {
  const last = position.comparedAtMs ?? position.checkedAtMs;
  return position.reached === 'hwm' && last !== undefined && (nowMs - last >= EVERY_MS || last > nowMs);
}

export type Comparison =
  | { readonly found: 'same' | 'healed'; readonly page: PullPage }
  /** So many are missing that the stretch is read again as packages, from here. */
  | { readonly found: 'gap'; readonly from: string };

export async function compareWithPast(
  ctx: WorkContext,
  session: Session,
  role: Role,
  position: Position,
  missingOf: NonNullable<PullRequest['missing']>,
): Promise<Comparison> {
  ctx.progress.phase(`phase.comparing.${role.subject}`);
  const from = startOf(position);
  const listed = await listPast(ctx, session, role, from, position.at);
  const byKey = new Map(listed.map((one) => [normaliseKsefNumber(one.ksefNumber), one]));
  const missing = await missingOf([...byKey.keys()]);
  const compared = carried(position, { ...position, comparedAtMs: ctx.clock.now() });
  if (missing.length === 0) return { found: 'same', page: emptyPage(role, compared) };
  ctx.log.warn('log.overlap_missing', { count: missing.length, from: from.slice(0, 10) });
  if (missing.length > MAX_FETCHED) return { found: 'gap', from };
  const items: PageItem[] = [];
  for (const key of missing) {
    const metadata = byKey.get(key);
    const item = metadata && (await fetchOne(session, key, metadata).catch(notHandedOut));
    // Listed, but not to be had by itself: a package may hold it.
    if (item === null) return { found: 'gap', from };
    if (item) items.push(item);
  }
  return { found: 'healed', page: itemsPage(role, items, compared) };
}

function startOf(position: Position): string {
  const last = position.comparedAtMs ?? position.checkedAtMs ?? toMs(position.at);
  const back = fromMs(Math.min(last, toMs(position.at) - EVERY_MS) - OVERLAP_MS);
  const limit = addMonths(position.at, -2);
  const from = compareInstants(back, limit) < 0 ? limit : back;
  return position.since !== undefined && compareInstants(position.since, from) > 0 ? position.since : from;
}

async function listPast(
  ctx: WorkContext,
  session: Session,
  role: Role,
  from: string,
  to: string,
): Promise<readonly InvoiceMetadata[]> {
  const filters = {
    subjectType: role.subject,
    dateRange: { dateType: 'PermanentStorage', from, to, restrictToPermanentStorageHwmDate: true },
  } as const;
  const listed: InvoiceMetadata[] = [];
  for (let pageOffset = 0; pageOffset < MAX_PAGES; pageOffset += 1) {
    const query = { filters, pageOffset, pageSize: PAGE, sortOrder: 'Desc' } as const;
    const page = await session.run((bearer) => queryMetadata(session.ksef, bearer, query));
    listed.push(...page.invoices);
    if (!page.hasMore) return listed;
  }
  ctx.log.info('log.overlap_partly', { count: listed.length });
  return listed;
}

function notHandedOut(error: unknown): null {
  if (isRefusal(error, 21164) || isRefusal(error, 21165)) return null;
  throw error;
}

async function fetchOne(session: Session, key: string, metadata: InvoiceMetadata): Promise<PageItem> {
  const { bytes } = await invoicesApi(session).download(metadata.ksefNumber, metadata.invoiceHash);
  return {
    naturalKey: key,
    fileName: `${key}.xml`,
    mediaType: 'application/xml',
    content: { base64: Buffer.from(bytes).toString('base64') },
    remote: metadata,
    facts: factsOf(metadata, key),
  };
}
