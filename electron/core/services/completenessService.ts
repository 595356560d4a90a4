// What a company may rely on: for each source, side and month how far it is complete, how many invoices, and their sum.
import { Temporal } from 'temporal-polyfill';
import type { CompanyId, ConnectionId, Month } from '../../../shared/domain/ids';
import type { CompletenessView, MonthState } from '../../../shared/contract/completeness';
import type { RunView } from '../../../shared/contract/runs';
import type { ArchiveReader, ArchiveWriter, Holding } from '../archive/types';
import type { Connection, ConnectionRepo } from '../db/repositories/connection.repo';
import type { Clock } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { Reach } from '../providers/sdk/plan';
import { instantOf } from '../time';

export interface CompletenessParts {
  readonly connections: ConnectionRepo;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly clock: Clock;
}

export interface CompletenessService {
  of(companyId: CompanyId): Promise<CompletenessView>;
}

export function completenessService(parts: CompletenessParts): CompletenessService {
  const { connections, manifestOf, writer, reader, clock } = parts;

  const source = async (connection: Connection): Promise<CompletenessView['sources'][number] | null> => {
    const load = manifestOf(connection.providerId).invoices?.reach;
    if (!load) return null;
    const reaches = (await load())(new Map(Object.entries(await writer.checkpoints(connection.id))));
    const holdings = await reader.holdings(connection.id);
    const lastRun = await lastDone(reader, connection.id);
    return {
      connectionId: connection.id,
      ...(lastRun ? { runId: lastRun.id } : {}),
      streams: reaches.map((reach) => ({
        stream: reach.stream,
        direction: reach.direction,
        ...(reach.from === null ? {} : { from: shortened(reach.from) }),
        ...(reach.completeUpTo === null
          ? {}
          : { completeUpTo: shortened(reach.completeUpTo), exact: reach.completeUpTo }),
        ...(reach.checkedAtMs === null ? {} : { checkedAt: instantOf(reach.checkedAtMs) }),
        ...(reach.comparedAtMs === null ? {} : { comparedAt: instantOf(reach.comparedAtMs) }),
      })),
      months: monthsOf(reaches, holdings, clock.now()),
    };
  };

  return {
    of: async (companyId) => {
      const all = await Promise.all((await connections.list(companyId)).map(source));
      return { asOf: instantOf(clock.now()), sources: all.filter((one) => one !== null) };
    },
  };
}

const PAGE = 100;

/** The run behind what is complete, however many have failed since. */
async function lastDone(reader: Pick<ArchiveReader, 'runs'>, connectionId: ConnectionId): Promise<RunView | undefined> {
  let before: { readonly startedAt: string; readonly id: string } | undefined;
  for (;;) {
    const page = { connectionId, kind: 'sync', limit: PAGE, ...(before === undefined ? {} : { before }) } as const;
    const runs = await reader.runs(page);
    const found = runs.find(({ parts }) =>
      parts.some((part) => part.connectionId === connectionId && part.state === 'done'),
    );
    const last = runs.at(-1);
    if (found || !last) return found;
    before = { startedAt: last.startedAt, id: last.id };
  }
}

/** A source's instants may be finer than ours; for the screen milliseconds do, cut and never rounded up. */
function shortened(instant: string): string {
  return instantOf(Temporal.Instant.from(instant).epochMilliseconds);
}

export function monthsOf(
  reaches: readonly Reach[],
  holdings: readonly Holding[],
  nowMs: number,
): CompletenessView['sources'][number]['months'] {
  const sides = (['sale', 'purchase', 'other'] as const).filter((side) =>
    reaches.some((one) => one.direction === side),
  );
  return sides.flatMap((direction) => {
    const own = reaches.filter((one) => one.direction === direction);
    const held = new Map(holdings.filter((one) => one.direction === direction).map((one) => [one.month, one]));
    const months = new Set([...held.keys(), ...(direction === 'other' ? [] : calendar(own, nowMs))]);
    return [...months].sort().map((month) => ({
      direction,
      month,
      state: stateOf(month, own),
      count: held.get(month)?.count ?? 0,
      gross: [...(held.get(month)?.gross ?? [])],
    }));
  });
}

/** Every month that was asked for: one without invoices says so. */
function calendar(reaches: readonly Reach[], nowMs: number): readonly Month[] {
  const [first] = reaches.flatMap(({ from, zone }) => (from === null ? [] : [monthIn(from, zone)])).sort();
  const zone = reaches[0]?.zone ?? 'UTC';
  if (first === undefined) return [];
  const end = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth();
  const months: Month[] = [];
  for (
    let month = Temporal.PlainYearMonth.from(first);
    Temporal.PlainYearMonth.compare(month, end) <= 0;
    month = month.add({ months: 1 })
  )
    months.push(month.toString());
  return months;
}

function monthIn(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth().toString();
}

/** Only as sure as the least sure of its streams. */
function stateOf(month: Month, reaches: readonly Reach[]): MonthState {
  const states = reaches.map((reach): MonthState => {
    const start = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 }).toZonedDateTime(reach.zone).toInstant();
    const end = Temporal.PlainYearMonth.from(month)
      .add({ months: 1 })
      .toPlainDate({ day: 1 })
      .toZonedDateTime(reach.zone)
      .toInstant();
    if (reach.completeUpTo === null) return 'unknown';
    const upTo = Temporal.Instant.from(reach.completeUpTo);
    if (reach.from !== null && Temporal.Instant.compare(Temporal.Instant.from(reach.from), start) > 0) return 'partial';
    if (Temporal.Instant.compare(upTo, end) >= 0) return reach.from === null ? 'unknown' : 'complete';
    return Temporal.Instant.compare(upTo, start) > 0 ? 'partial' : 'unknown';
  });
  return states.includes('unknown') ? 'unknown' : states.includes('partial') ? 'partial' : 'complete';
}
