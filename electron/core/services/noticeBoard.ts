// What the services say about themselves, per connection: shown beside its state, kept in memory, forgotten after a day.
import type { NoticeView } from '../../../shared/contract/connections';
import type { ConnectionId } from '../../../shared/domain/ids';
import type { EventBus } from '../events/eventBus';
import type { Clock } from '../ports';
import type { NoticeSink, ServiceNotice } from '../providers/sdk/context';
import { instantOf } from '../time';

const LIFE_MS = 24 * 3_600_000;
const MAX_TEXT = 500;

export interface NoticeBoard {
  sink(connectionId: string): NoticeSink;
  /** Replaces what was known of the service's own state; warnings stay. */
  setHealth(connectionId: string, notices: readonly ServiceNotice[]): void;
  of(connectionId: string): NoticeView[];
  forget(connectionId: string): void;
}

interface Entry {
  readonly notice: ServiceNotice;
  readonly atMs: number;
}

export function noticeBoard(clock: Clock, events: EventBus): NoticeBoard {
  const boards = new Map<string, Map<ServiceNotice['kind'], Entry>>();
  const boardOf = (connectionId: string) => {
    const known = boards.get(connectionId) ?? new Map<ServiceNotice['kind'], Entry>();
    boards.set(connectionId, known);
    return known;
  };
  const changed = (connectionId: string): void => {
    events.emit('connections.changed', { connectionId: connectionId as ConnectionId });
  };
  return {
    sink: (connectionId) => ({
      put: (notice) => {
        const board = boardOf(connectionId);
        const isNew = board.get(notice.kind)?.notice.text !== notice.text;
        board.set(notice.kind, { notice, atMs: clock.now() });
        if (isNew) changed(connectionId);
      },
    }),
    setHealth: (connectionId, notices) => {
      const board = boardOf(connectionId);
      const before = JSON.stringify([...board.values()].map(({ notice }) => notice));
      for (const kind of ['outage', 'maintenance', 'announced'] as const) board.delete(kind);
      for (const notice of notices) board.set(notice.kind, { notice, atMs: clock.now() });
      if (before !== JSON.stringify([...board.values()].map(({ notice }) => notice))) changed(connectionId);
    },
    of: (connectionId) =>
      [...(boards.get(connectionId)?.values() ?? [])]
        .filter(({ atMs }) => clock.now() - atMs < LIFE_MS)
        .map(({ notice, atMs }) => ({
          kind: notice.kind,
          text: notice.text.slice(0, MAX_TEXT),
          at: instantOf(atMs),
          ...(notice.sinceMs === undefined ? {} : { since: instantOf(notice.sinceMs) }),
          ...(notice.untilMs === undefined ? {} : { until: instantOf(notice.untilMs) }),
        })),
    forget: (connectionId) => {
      boards.delete(connectionId);
    },
  };
}
