// The technical log: JSON lines for support, each with the support id under which a screen shows a problem. Never a secret:
// every finished line passes the redactor.
import { inspect } from 'node:util';
import pino from 'pino';
import { type FailureSpec, isFailure } from '../../../shared/errors';
import type { Clock } from '../ports';
import type { Redactor } from '../http/redact';
import { instantOf } from '../time';
import { RotatingFile } from './rotatingFile';

export type LogFacts = Readonly<Record<string, unknown>>;

export interface Logger {
  debug(message: string, facts?: LogFacts): void;
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  /** With the whole chain of causes. */
  problem(message: string, cause: unknown, facts?: LogFacts): void;
  /** The same log, where every line carries these facts, e.g. the support id of one call. */
  with(facts: LogFacts): Logger;
  close(): void;
}

export interface LoggerOptions {
  /** Created with 0700. */
  readonly folder: string;
  readonly redactor: Pick<Redactor, 'text'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Of this start of the app: what no call is to blame for is found under it. */
  readonly supportId: string;
  readonly level?: 'debug' | 'info';
  /** Hears every line as it is written. */
  readonly tell?: (line: string) => void;
  readonly maxBytes?: number;
  readonly keep?: number;
}

export function createLogger(options: LoggerOptions): Logger & { readonly paths: readonly string[] } {
  const { redactor, clock } = options;
  const file = new RotatingFile({
    folder: options.folder,
    name: 'kontor',
    maxBytes: options.maxBytes ?? 5_000_000,
    keep: options.keep ?? 4,
  });
  const stream = {
    write(line: string) {
      const safe = redactor.text(line);
      file.write(safe);
      options.tell?.(safe);
    },
  };
  const log = pino(
    {
      level: options.level ?? 'info',
      base: null,
      timestamp: () => `,"at":"${instantOf(clock.now())}"`,
      formatters: { level: (level) => ({ level }) },
    },
    stream,
  );
  return Object.assign(wrap(log, file, { supportId: options.supportId }), { paths: file.paths() });
}

/** Facts are merged here: pino would write a name that is bound twice twice into the line. */
function wrap(log: pino.Logger, file: RotatingFile, bound: LogFacts): Logger {
  return {
    debug(message, facts) {
      log.debug({ ...bound, ...facts }, message);
    },
    info(message, facts) {
      log.info({ ...bound, ...facts }, message);
    },
    warn(message, facts) {
      log.warn({ ...bound, ...facts }, message);
    },
    problem(message, cause, facts) {
      log.error({ ...bound, ...facts, causes: chainOf(cause) }, message);
    },
    with: (facts) => wrap(log, file, { ...bound, ...facts }),
    close() {
      file.close();
    },
  };
}

interface Link {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly failure?: Pick<FailureSpec, 'kind' | 'key' | 'params' | 'details'>;
}

const longestChain = 8;

/** Each cause once, outermost first. Own fields of an error are left out: libraries put whole requests there. */
function chainOf(cause: unknown): readonly Link[] {
  const links: Link[] = [];
  const seen = new Set<unknown>();
  for (let at = cause; at !== undefined && at !== null && links.length < longestChain && !seen.has(at);) {
    seen.add(at);
    if (!(at instanceof Error)) {
      links.push({ name: typeof at, message: inspect(at, { depth: 1, breakLength: Infinity }) });
      break;
    }
    links.push({
      name: at.name,
      message: at.message,
      ...(at.stack === undefined ? {} : { stack: at.stack }),
      ...(isFailure(at) ? { failure: factsOf(at.spec) } : {}),
    });
    at = at.cause;
  }
  return links;
}

function factsOf({ kind, key, params, details }: FailureSpec): NonNullable<Link['failure']> {
  return { kind, key, ...(params ? { params } : {}), ...(details === undefined ? {} : { details }) };
}
