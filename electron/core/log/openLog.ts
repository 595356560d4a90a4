// The log as the composition root uses it: one redactor for everything, one line per failure with its support id.
import { createRedactor, type Redactor } from '../http/redact';
import type { RunView } from '../../../shared/contract/runs';
import type { EventBus } from '../events/eventBus';
import type { Host } from '../ports';
import { createLogger, type Logger } from './logger';
import { problemTeller, type TellProblem } from './tellProblem';

/** Calls slower than this are noted: the window waited. */
const SLOW_MS = 50;

export interface AppLog {
  readonly redactor: Redactor;
  readonly tell: TellProblem;
  call(name: string, ms: number, supportId: string): void;
  failed(what: string, supportId: string, error: unknown): void;
  close(): void;
}

export function openLog(host: Host, events: EventBus): AppLog {
  const redactor = createRedactor();
  const log = createLogger({
    folder: host.paths.logs,
    redactor,
    clock: host.clock,
    supportId: host.ids.uuid().slice(-12),
    ...(host.tellLog ? { tell: host.tellLog } : {}),
  });
  if (host.tellLog) tellRuns(events, log);
  log.info('start', { version: host.version, electron: host.electronVersion, platform: host.platform });
  return {
    redactor,
    tell: problemTeller(redactor.cutText),
    call: (name, ms, supportId) => {
      if (ms > SLOW_MS) log.info('slow call', { name, ms, supportId });
    },
    failed: (what, supportId, error) => {
      log.problem(what, error, { supportId });
    },
    close: () => {
      if (host.tellLog) log.info('stop');
      log.close();
    },
  };
}

/** Where nobody looks at a screen, the log says what each run came to. */
function tellRuns(events: EventBus, log: Logger): void {
  let last = '';
  events.listen((name, payload) => {
    if (name !== 'runs.progress') return;
    // The only event that carries data.
    const { id, kind, state, trigger, endedAt, month, parts, problem } = payload as RunView;
    if (endedAt === undefined || id === last) return;
    last = id;
    const newCount = parts.reduce((sum, part) => sum + part.newCount, 0);
    const facts = { run: id, kind, trigger, state, newCount, ...(month === undefined ? {} : { month }) };
    log.info('run ended', problem === undefined ? facts : { ...facts, problem: problem.key, of: problem.supportId });
  });
}
