// What the system is asked to show: nothing when all goes well, one notice for a run, several as one, after the third failure or when
// only a person can go on. No amounts and no names of counterparties: whoever passes the screen may read it.
import type { DesktopSettings, Goal } from '../../../shared/contract/desktop';
import type { FiscalAlarm } from '../../../shared/contract/fiscal';
import type { RunView } from '../../../shared/contract/runs';
import type { ErrorKind } from '../../../shared/errors';
import type { CompanyId, Language } from '../../../shared/domain/ids';
import type { ArchiveReader } from '../archive/types';
import type { CompanyRepo } from '../db/repositories/company.repo';
import type { EventBus } from '../events/eventBus';
import type { Clock, Desktop } from '../ports';
import type { Texts } from '../texts';
import { dayText, monthText } from './instantText';
import { quietUntil } from './quietHours';

/** What ends within it is told together. */
const GROUP_MS = 3000;
const MANY_FAILURES = 3;
const RECENT = 20;
/** A month is lost by the day. */
const TILLS_MS = 12 * 60 * 60_000;
/** Nothing gets better by trying again. */
const NEEDS_PERSON: ReadonlySet<ErrorKind> = new Set(['auth', 'permission', 'user_input', 'conflict', 'rejected']);

type Kind = 'failed' | 'act' | 'done' | 'ask' | 'backup' | 'expires' | 'expired' | 'till';
export interface Notice {
  readonly kind: Kind;
  readonly params: Readonly<Record<string, string>>;
  readonly goal: Goal;
}

/** Told once for each step: soon, urgent, late. */
export interface TillAlarm {
  readonly companyId: CompanyId;
  readonly company: string;
  readonly alarm: FiscalAlarm;
  readonly month: string;
  readonly goneFrom: string;
  readonly daysLeft: number;
}

export interface NoticeParts {
  readonly reader: ArchiveReader;
  readonly companies: CompanyRepo;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly desktop: Desktop;
  readonly texts: Texts;
  readonly language: () => Promise<Language>;
  readonly settings: () => Promise<DesktopSettings>;
  readonly lead: (goal: Goal) => void;
  /** Months of tills that would be lost if nobody fetched them. */
  readonly tills: () => Promise<readonly TillAlarm[]>;
  /** How many schedules wait for a person's word. */
  readonly asking: () => Promise<number>;
  /** When the backup was due that only a person can make now. */
  readonly backupMissedAt: () => Promise<string | null>;
  readonly logFailure: (what: string, error: unknown) => void;
}

export interface Notices {
  start(): void;
  /** Something that no run tells of. */
  tell(notice: Notice): void;
  stop(): Promise<void>;
}

export function notices(parts: NoticeParts): Notices {
  const { reader, clock, desktop, events } = parts;
  const told = new Set<string>();
  let waiting: Notice[] = [];
  let asked = 0;
  let alarm: AbortController | null = null;
  const watching = new AbortController();
  let work: Promise<void> = Promise.resolve();
  let end: () => void = () => undefined;

  const after = (ms: number): void => {
    if (alarm !== null) return;
    const timer = new AbortController();
    alarm = timer;
    void clock.sleep(ms, timer.signal).then(
      () => {
        alarm = null;
        enqueue(tell);
      },
      () => undefined,
    );
  };
  const enqueue = (step: () => Promise<void>): void => {
    work = work.then(step).catch((error: unknown) => {
      parts.logFailure('notice', error);
    });
  };
  const add = (notice: Notice): void => {
    waiting.push(notice);
    after(GROUP_MS);
  };

  const tell = async (): Promise<void> => {
    const { notify, quiet } = await parts.settings();
    if (notify === 'off') waiting = [];
    const until = quietUntil(quiet, clock.now(), Intl.DateTimeFormat().resolvedOptions().timeZone);
    if (until !== null && waiting.length > 0) {
      after(until - clock.now());
      return;
    }
    const [first, ...others] = waiting;
    waiting = [];
    if (!first) return;
    const t = await parts.texts();
    const kind = others.length === 0 ? first.kind : 'many';
    const params = others.length === 0 ? first.params : { count: String(others.length + 1) };
    const goal: Goal = others.length === 0 ? first.goal : { place: 'activity' };
    desktop.notify({ title: t(`tray.${kind}_title`, params), body: t(`tray.${kind}_body`, params) }, () => {
      parts.lead(goal);
    });
  };

  const judge = async (run: RunView): Promise<void> => {
    // Whoever started it by hand and looks at the window sees it there.
    if (run.trigger !== 'schedule' && desktop.isWindowInFront()) return;
    const company = run.companyId === undefined ? null : await parts.companies.find(run.companyId);
    const params = { company: company?.name ?? 'Kontor' };
    const goal: Goal = { place: 'activity', runId: run.id, ...(company === null ? {} : { companyId: company.id }) };
    if (run.state === 'failed' && run.problem !== undefined) {
      if (NEEDS_PERSON.has(run.problem.kind)) {
        const part = run.parts.find(({ problem }) => problem !== undefined);
        const isSignIn = run.problem.kind === 'auth' && part?.connectionId !== undefined;
        add({
          kind: 'act',
          params,
          goal: isSignIn ? { ...goal, place: 'connections', connectionId: part.connectionId } : goal,
        });
      } else if (await isManyTimes(run)) add({ kind: 'failed', params, goal });
      return;
    }
    const { notify } = await parts.settings();
    if (notify === 'all' && run.state === 'done' && run.kind === 'upload' && run.month !== undefined) {
      const month = monthText(await parts.language(), run.month);
      add({ kind: 'done', params: { ...params, month }, goal: { ...goal, place: 'reports', month: run.month } });
    }
  };

  /** The third in a row, and not again at the fourth. */
  const isManyTimes = async ({ companyId, kind, startedAt }: RunView): Promise<boolean> => {
    if (companyId === undefined) return false;
    const recent = await reader.runs({ companyId, kind, limit: RECENT });
    // Not those of a clock that stood ahead.
    const last = recent.filter((run) => run.startedAt <= startedAt).slice(0, MANY_FAILURES + 1);
    const failed = last.findIndex(({ state }) => state !== 'failed');
    return (failed === -1 ? last.length : failed) === MANY_FAILURES;
  };

  const ask = async (): Promise<void> => {
    const count = await parts.asking();
    if (count > asked) add({ kind: 'ask', params: {}, goal: { place: 'settings', section: 'schedules' } });
    asked = count;
    const missed = await parts.backupMissedAt();
    const name = `backup ${missed ?? ''}`;
    if (missed === null || told.has(name)) return;
    told.add(name);
    add({ kind: 'backup', params: {}, goal: { place: 'settings', section: 'backup' } });
  };

  const lookAtTills = async (): Promise<void> => {
    const language = await parts.language();
    for (const { companyId, company, alarm: step, month, goneFrom } of await parts.tills()) {
      const name = `till ${companyId} ${month} ${step}`;
      if (step === 'calm' || told.has(name)) continue;
      told.add(name);
      const date = dayText(language, goneFrom);
      const params = { company, month: monthText(language, month), date };
      add({ kind: 'till', params, goal: { place: 'tills', companyId } });
    }
  };
  const watchTills = async (): Promise<void> => {
    for (;;) {
      enqueue(lookAtTills);
      await clock.sleep(TILLS_MS, watching.signal);
    }
  };

  return {
    tell: add,
    start: () => {
      void watchTills().catch(() => undefined);
      end = events.listen((name, payload) => {
        if (name === 'schedules.changed' || name === 'safety.changed') enqueue(ask);
        if (name !== 'runs.progress') return;
        const run = payload as RunView;
        if (run.endedAt === undefined || told.has(run.id)) return;
        told.add(run.id);
        enqueue(() => judge(run));
      });
      enqueue(ask);
    },
    stop: async () => {
      end();
      alarm?.abort();
      watching.abort();
      await work;
    },
  };
}
