// What the small panel at the symbol shows. Loaded with the first click on the symbol.
import type { BudgetView } from '../../../shared/contract/connections';
import type { PanelCompany, PanelNeed, PanelView } from '../../../shared/contract/panel';
import type { RunView } from '../../../shared/contract/runs';
import { HOME_ZONES } from '../../../shared/domain/schedule/suggested';
import { dateInZone } from '../../../shared/domain/schedule/zone';
import { tightBudgets } from '../../../shared/domain/tightBudgets';
import type { CompanyId } from '../../../shared/domain/ids';
import type { ArchiveReader } from '../archive/types';
import type { Company } from '../db/repositories/company.repo';
import type { Connection } from '../db/repositories/connection.repo';
import type { Network } from '../network';
import { isFromTheFuture } from '../schedule/plan';
import { renewalOf } from '../services/expiries/expiryRules';
import { isRead } from '../services/syncService';
import type { TillAlarm } from './notices';
import { needName } from './putOff';
import type { TrayParts } from './traySymbol';

export interface PanelParts extends Pick<
  TrayParts,
  | 'companies'
  | 'connections'
  | 'manifestOf'
  | 'schedules'
  | 'expiries'
  | 'sync'
  | 'runs'
  | 'isLocked'
  | 'backupMissedAt'
  | 'putOff'
> {
  readonly host: Pick<TrayParts['host'], 'clock' | 'connectivity'>;
  readonly reader: Pick<ArchiveReader, 'runs'>;
  readonly tills: () => Promise<readonly TillAlarm[]>;
  readonly network: Pick<Network, 'budgetsOf'>;
}

const WORK: ReadonlySet<RunView['kind']> = new Set(['sync', 'build', 'upload']);
/** Checks stand between them. */
const RECENT = 40;

export async function panelView(parts: PanelParts): Promise<PanelView> {
  const [status, companies, connections, tills, missed, later] = await Promise.all([
    parts.schedules.status(),
    parts.companies.list(),
    parts.connections.list(),
    parts.tills(),
    parts.backupMissedAt(),
    parts.putOff(),
  ]);
  const verified = connections.filter(({ state }) => state !== 'unverified');
  const allowance = await tightest(parts, verified);
  return {
    companies: await Promise.all(
      companies.map((company, index) =>
        companyOf(
          parts,
          company,
          verified.filter(({ companyId }) => companyId === company.id),
          tills.filter(({ companyId }) => companyId === company.id),
          // Of the computer, of no company: it stands with the first one.
          index === 0 && missed !== null,
          later,
        ),
      ),
    ),
    isLocked: parts.isLocked(),
    isOnline: parts.host.connectivity.isOnline(),
    hasSource: verified.some(({ providerId }) => isRead(parts.manifestOf(providerId))),
    hasDestination: verified.some(({ providerId }) => parts.manifestOf(providerId).files !== undefined),
    schedules: status.count,
    ...(status.pausedUntil === undefined ? {} : { pausedUntil: status.pausedUntil }),
    ...(status.silentSince === undefined ? {} : { silentSince: status.silentSince }),
    ...(status.lastGoodAt === undefined ? {} : { lastGoodAt: status.lastGoodAt }),
    ...(status.nextAt === undefined ? {} : { nextAt: status.nextAt }),
    ...(allowance === null ? {} : { allowance }),
  };
}

async function companyOf(
  parts: PanelParts,
  { id, name, country }: Company,
  connections: readonly Connection[],
  tills: readonly TillAlarm[],
  hasMissedBackup: boolean,
  later: ReadonlySet<string>,
): Promise<PanelCompany> {
  const [recent, uploads, status, schedules] = await Promise.all([
    parts.reader.runs({ companyId: id, limit: RECENT }),
    parts.reader.runs({ companyId: id, kind: 'upload', limit: RECENT }),
    parts.sync.status(id),
    parts.schedules.list(id),
  ]);
  const nowMs = parts.host.clock.now();
  // What ended later than now was told by a clock that stood ahead: it hides nothing of today.
  const ended = recent.filter(
    ({ kind, endedAt }) => WORK.has(kind) && endedAt !== undefined && !isFromTheFuture(endedAt, nowMs),
  );
  const [last] = ended;
  const good = ended.find(({ state }) => state === 'done');
  // One file, or what there is of a month that goes on, is not the month.
  const thisMonth = dateInZone(nowMs, HOME_ZONES[country]).slice(0, 7);
  const sent = uploads.find(
    ({ state, month = thisMonth, file }) => state === 'done' && file === undefined && month < thisMonth,
  );
  const run = parts.runs.live().find(({ companyId, endedAt }) => companyId === id && endedAt === undefined);
  const [nextAt] = schedules.flatMap(({ next }) => next.slice(0, 1)).toSorted();
  const isAsked = schedules.some(({ waiting }) => waiting?.kind === 'ask');
  const all = [...needsOf(parts, id, connections, tills, isAsked), ...(hasMissedBackup ? [BACKUP_NEED] : [])];
  const needs = all.filter((need) => need.name === undefined || !later.has(need.name));
  return {
    id,
    name,
    needs,
    putOff: all.length - needs.length,
    ...(status.checkedAt === undefined ? {} : { checkedAt: status.checkedAt, newCount: status.newSinceCheck }),
    ...(good?.endedAt === undefined ? {} : { lastGoodAt: good.endedAt }),
    ...(nextAt === undefined ? {} : { nextAt }),
    ...(run === undefined ? {} : { run }),
    ...(last?.state === 'failed' && last.endedAt !== undefined
      ? { stopped: { runId: last.id, at: last.endedAt } }
      : {}),
    ...(sent?.month === undefined || sent.endedAt === undefined
      ? {}
      : { sent: { month: sent.month, at: sent.endedAt } }),
  };
}

const BACKUP_NEED: PanelNeed = {
  kind: 'backup',
  name: needName('backup'),
  goal: { place: 'settings', section: 'backup' },
};
const askingNeed = (companyId: CompanyId): PanelNeed => {
  const goal = { place: 'settings', companyId, section: 'schedules' } as const;
  return { kind: 'asking', name: needName('asking', companyId), goal };
};

/** The same that the symbol counts, and the tills. */
function needsOf(
  parts: PanelParts,
  companyId: CompanyId,
  connections: readonly Connection[],
  tills: readonly TillAlarm[],
  isAsked: boolean,
): PanelNeed[] {
  const stopped = connections.filter(({ state }) => state === 'needs_attention');
  // What has stopped already says so itself.
  const ending = parts.expiries
    .urgent()
    .filter((one) => one.companyId === companyId && !stopped.some(({ id }) => id === one.connectionId));
  return [
    ...stopped.map(({ id, title }): PanelNeed => {
      return {
        kind: 'connection',
        name: needName('connection', id),
        title,
        goal: { place: 'connections', companyId, connectionId: id },
      };
    }),
    ...ending.map((one): PanelNeed => {
      const kind = one.state === 'over' ? 'over' : 'expires';
      const name = needName(kind, one.connectionId);
      return { kind, name, title: one.title, day: one.endsOn, goal: renewalOf(one) };
    }),
    ...tills
      .filter(({ alarm }) => alarm !== 'calm')
      .map(({ month, goneFrom, daysLeft }): PanelNeed => {
        // Nothing is put off that would be lost meanwhile.
        const name = daysLeft > 1 ? { name: needName('till', companyId, month) } : {};
        return { kind: 'till', ...name, month, day: goneFrom, goal: { place: 'tills', companyId } };
      }),
    ...(isAsked ? [askingNeed(companyId)] : []),
  ];
}

async function tightest(
  { network, manifestOf }: PanelParts,
  connections: readonly Connection[],
): Promise<NonNullable<PanelView['allowance']> | null> {
  const found: NonNullable<PanelView['allowance']>[] = [];
  for (const { id: connectionId, providerId, title, settings } of connections) {
    const budgets = await network.budgetsOf(manifestOf(providerId), connectionId, settings);
    found.push(...tightBudgets(budgets).map((budget) => ({ connectionId, title, budget })));
  }
  const rank = ({ nextAt, used, limit }: BudgetView): number => (nextAt === undefined ? 0 : 1) + used / limit;
  return found.toSorted((a, b) => rank(b.budget) - rank(a.budget))[0] ?? null;
}
