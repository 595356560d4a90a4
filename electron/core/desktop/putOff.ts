// What a person has put off in the panel: until the next morning it is counted neither there nor at the symbol. The window still says it.
import { z } from 'zod';
import type { PanelNeed } from '../../../shared/contract/panel';
import { HOME_ZONES } from '../../../shared/domain/schedule/suggested';
import { tomorrowMorning } from '../../../shared/domain/schedule/tomorrow';
import type { ArchiveWriter } from '../archive/types';
import type { CompanyRepo } from '../db/repositories/company.repo';
import type { EventBus } from '../events/eventBus';
import { readNote } from '../notes';
import type { Clock } from '../ports';
import { instantOf, msOf } from '../time';

const MINUTE_MS = 60_000;
/** A computer that was asleep may have missed the morning: it is looked at again after that. */
const LONGEST_MS = 60 * MINUTE_MS;
const [SCOPE, NAME] = ['core', 'panel.put_off'];
/** By the name of what needs a person: until when. */
const Noted = z.record(z.string(), z.string());

/** The same thing has the same name tomorrow; one that has become worse has another one, and is told at once. */
export function needName(kind: PanelNeed['kind'], ...about: readonly (string | undefined)[]): string {
  return [kind, ...about.filter((part) => part !== undefined)].join(' ');
}

export interface PutOffParts {
  readonly writer: Pick<ArchiveWriter, 'noteGet' | 'notePut'>;
  readonly companies: Pick<CompanyRepo, 'list'>;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly logFailure: (what: string, error: unknown) => void;
}

export interface PutOff {
  names(): Promise<ReadonlySet<string>>;
  add(name: string): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export function putOff({ writer, companies, events, clock, logFailure }: PutOffParts): PutOff {
  let alarm = new AbortController();
  let work: Promise<void> = Promise.resolve();

  const read = async (): Promise<Record<string, string>> => {
    const noted = (await readNote(writer, SCOPE, NAME, Noted)) ?? {};
    const now = instantOf(clock.now());
    return Object.fromEntries(Object.entries(noted).filter(([, until]) => until > now));
  };
  /** Tells when one of them is back. */
  const wait = async (before: number): Promise<void> => {
    const open = Object.values(await read()).toSorted();
    if (open.length < before) events.emit('panel.changed', undefined);
    const [first] = open;
    alarm.abort();
    if (first === undefined) return;
    alarm = new AbortController();
    const left = Math.ceil((msOf(first) - clock.now()) / MINUTE_MS) * MINUTE_MS;
    void clock.sleep(Math.min(left, LONGEST_MS), alarm.signal).then(
      () => waitSoon(open.length),
      () => undefined,
    );
  };
  const waitSoon = (before: number): void => {
    work = work
      .then(() => wait(before))
      .catch((error: unknown) => {
        logFailure('put off', error);
      });
  };
  const note = async (name: string): Promise<void> => {
    const [company] = await companies.list();
    const until = instantOf(tomorrowMorning(clock.now(), HOME_ZONES[company?.country ?? 'PL']));
    await writer.notePut(SCOPE, NAME, JSON.stringify({ ...(await read()), [name]: until }));
    events.emit('panel.changed', undefined);
  };

  return {
    names: async () => new Set(Object.keys(await read())),
    add: async (name) => {
      // One after the other: each writes all of them.
      const noted = work.then(() => note(name));
      work = noted.catch(() => undefined);
      await noted;
      waitSoon(0);
    },
    start: () => waitSoon(0),
    stop: async () => {
      await work;
      alarm.abort();
    },
  };
}
