// Keeps the symbol in the panel true: looks again whenever something has changed, and does what is chosen from its menu.
import type { CompanyId, Language, Month } from '../../../shared/domain/ids';
import type { Goal } from '../../../shared/contract/desktop';
import type { KontorEvent } from '../../../shared/contract/index';
import { isFailure } from '../../../shared/errors';
import type { CompanyRepo } from '../db/repositories/company.repo';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { EventBus } from '../events/eventBus';
import type { Host, TrayAction } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { ExpiryService } from '../services/expiries/expiryService';
import type { ReportService } from '../services/reportService';
import type { RunService } from '../services/runService';
import type { ScheduleService } from '../services/scheduleService';
import { isRead, type SyncService } from '../services/syncService';
import type { Texts } from '../texts';
import { instantText } from './instantText';
import { needName } from './putOff';
import { trayView, type TrayFacts } from './trayView';

/** What happens within it is drawn together. */
const DRAW_MS = 300;
const TELLING: ReadonlySet<KontorEvent> = new Set<KontorEvent>([
  'app.settingsChanged',
  'app.vaultChanged',
  'companies.changed',
  'connections.changed',
  'panel.changed',
  'runs.changed',
  'safety.changed',
  'schedules.changed',
]);

export interface TrayParts {
  readonly host: Pick<Host, 'clock' | 'tray' | 'desktop' | 'connectivity'>;
  readonly companies: CompanyRepo;
  readonly connections: ConnectionRepo;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly schedules: ScheduleService;
  readonly expiries: Pick<ExpiryService, 'urgent'>;
  readonly sync: SyncService;
  readonly reports: ReportService;
  readonly runs: RunService;
  readonly events: EventBus;
  readonly texts: Texts;
  readonly language: () => Promise<Language>;
  readonly isLocked: () => boolean;
  /** When the backup was due that only a person can make now. */
  readonly backupMissedAt: () => Promise<string | null>;
  /** Names of what waits until tomorrow. */
  readonly putOff: () => Promise<ReadonlySet<string>>;
  readonly lead: (goal: Goal) => void;
  readonly logFailure: (what: string, error: unknown) => void;
}

export interface TraySymbol {
  start(): void;
  /** Something that no event tells of. */
  redraw(): void;
  choose(action: TrayAction): Promise<void>;
  syncAll(): Promise<void>;
  /** Without a month: the one before this one. */
  uploadAll(month?: string): Promise<void>;
  stop(): void;
}

export function traySymbol(parts: TrayParts): TraySymbol {
  const { host, connections, events, schedules } = parts;
  let timer: AbortController | null = null;
  const ends: (() => void)[] = [];

  /** So many companies' schedules ask, without those that wait until tomorrow. */
  const askingNow = async (asking: number, later: ReadonlySet<string>): Promise<number> => {
    if (asking === 0) return 0;
    const waiting = (await parts.companies.list()).filter(({ id }) => later.has(needName('asking', id)));
    const lists = await Promise.all(waiting.map(({ id }) => schedules.list(id)));
    return asking - lists.flat().filter((one) => one.isOn && one.waiting?.kind === 'ask').length;
  };
  const facts = async (): Promise<TrayFacts> => {
    const [status, all, missed, later] = await Promise.all([
      schedules.status(),
      connections.list(),
      parts.backupMissedAt(),
      parts.putOff(),
    ]);
    const open = all.filter(({ state }) => state !== 'unverified');
    const isNow = (...name: Parameters<typeof needName>): boolean => !later.has(needName(...name));
    const stopped = open.filter(({ state }) => state === 'needs_attention').map(({ id }) => id);
    const needing = new Set(stopped.filter((id) => isNow('connection', id)));
    for (const { connectionId, state } of parts.expiries.urgent())
      if (!stopped.includes(connectionId) && isNow(state === 'over' ? 'over' : 'expires', connectionId))
        needing.add(connectionId);
    return {
      isWorking: parts.runs.live().some(({ state }) => state === 'running'),
      isOnline: host.connectivity.isOnline(),
      attention:
        needing.size +
        (await askingNow(status.asking, later)) +
        (parts.isLocked() ? 1 : 0) +
        (missed !== null && isNow('backup') ? 1 : 0),
      schedules: status.count,
      lastGoodAt: status.lastGoodAt ?? null,
      nextAt: status.nextAt ?? null,
      pausedUntil: status.pausedUntil ?? null,
      silentSince: status.silentSince ?? null,
      hasSource: open.some(({ providerId }) => isRead(parts.manifestOf(providerId))),
      hasDestination: open.some(({ providerId }) => parts.manifestOf(providerId).files !== undefined),
    };
  };
  const draw = async (): Promise<void> => {
    const view = trayView(await facts(), await parts.texts(), instantText(await parts.language()));
    host.tray.show(view, (action) => {
      void choose(action).catch((error: unknown) => {
        parts.logFailure(`tray ${action}`, error);
      });
    });
  };
  const drawSoon = (): void => {
    if (timer !== null) return;
    const waiting = new AbortController();
    timer = waiting;
    void host.clock.sleep(DRAW_MS, waiting.signal).then(
      () => {
        timer = null;
        draw().catch((error: unknown) => {
          parts.logFailure('tray', error);
        });
      },
      () => undefined,
    );
  };

  const each = async (work: (companyId: CompanyId) => Promise<unknown>): Promise<void> => {
    for (const { id } of await parts.companies.list()) {
      try {
        await work(id);
      } catch (error) {
        // A company without a source or a destination has nothing to do.
        if (!isFailure(error)) throw error;
      }
    }
  };
  const syncAll = () => each((companyId) => parts.sync.start({ companyId }));
  /** Without a month: of each company the last one that is over where it is. */
  const uploadAll = (month?: Month) =>
    each((companyId) => parts.reports.upload({ companyId, ...(month === undefined ? {} : { month }) }));

  const choose = async (action: TrayAction): Promise<void> => {
    switch (action) {
      case 'sync':
        return syncAll();
      case 'upload':
        return uploadAll();
      case 'pause_hour':
        return schedules.pause('hour');
      case 'pause_tomorrow':
        return schedules.pause('tomorrow');
      case 'pause_resumed':
        return schedules.pause('resumed');
      case 'resume':
        return schedules.resume();
      case 'open':
        host.desktop.openWindow();
        return;
      case 'attention':
        parts.lead({ place: 'overview' });
        return;
      case 'activity':
      case 'settings':
        parts.lead({ place: action });
        return;
      case 'quit':
        host.desktop.quit();
    }
  };

  return {
    choose,
    syncAll,
    uploadAll,
    redraw: drawSoon,
    start: () => {
      ends.push(
        events.listen((name) => {
          if (TELLING.has(name)) drawSoon();
        }),
        host.connectivity.onChange(drawSoon),
      );
      drawSoon();
    },
    stop: () => {
      for (const end of ends) end();
      timer?.abort();
    },
  };
}
