// Reminds of sign-ins that end: once at each step before the end, whatever is restarted in between.
import { z } from 'zod';
import type { Language } from '../../../shared/domain/ids';
import type { ArchiveWriter } from '../archive/types';
import type { EventBus } from '../events/eventBus';
import type { Clock } from '../ports';
import type { ExpiryService } from '../services/expiries/expiryService';
import { nameOf, reachedStep, renewalOf } from '../services/expiries/expiryRules';
import { msOf } from '../time';
import { dayText } from './instantText';
import type { Notice } from './notices';
import { readNote } from '../notes';

/** A day begins at another time in each zone; and what was put off by sleep is seen soon after. */
const LOOK_MS = 6 * 60 * 60_000;
const [SCOPE, NAME] = ['core', 'expiries.told'];
/** By the name of an end: the step that was told last. */
const Told = z.record(z.string(), z.number());

export interface ReminderParts extends Pick<ExpiryService, 'soon' | 'urgent'> {
  readonly writer: Pick<ArchiveWriter, 'noteGet' | 'notePut'>;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly language: () => Promise<Language>;
  readonly tell: (notice: Notice) => void;
  /** Other sign-ins than before cannot wait. */
  readonly changed: () => void;
  readonly logFailure: (what: string, error: unknown) => void;
}

export function reminders(parts: ReminderParts): { start(): void; stop(): Promise<void> } {
  const { clock, writer } = parts;
  let alarm = new AbortController();
  let work: Promise<void> = Promise.resolve();
  let end: () => void = () => undefined;
  let isDue = false;
  let urgent = '';

  const look = async (): Promise<void> => {
    isDue = false;
    const soon = await parts.soon();
    const names = parts.urgent().map(nameOf).join(' ');
    if (names !== urgent) parts.changed();
    urgent = names;
    const before = (await readNote(writer, SCOPE, NAME, Told)) ?? {};
    const now: Record<string, number> = {};
    const language = await parts.language();
    for (const one of soon) {
      const step = reachedStep(one, msOf(one.endsAt), clock.now());
      if (step === null) continue;
      const name = nameOf(one);
      now[name] = Math.min(step, before[name] ?? Infinity);
      if (before[name] !== undefined && before[name] <= step) continue;
      const { connectionId, companyId } = one;
      const isOver = one.state === 'over';
      parts.tell({
        kind: isOver ? 'expired' : 'expires',
        params: { title: one.title, company: one.company, day: dayText(language, one.endsOn) },
        // What still works is looked at first.
        goal: isOver ? renewalOf(one) : { place: 'connections', connectionId, companyId },
      });
    }
    if (JSON.stringify(now) !== JSON.stringify(before)) await writer.notePut(SCOPE, NAME, JSON.stringify(now));
  };
  const lookSoon = (): void => {
    if (isDue) return;
    isDue = true;
    work = work.then(look).catch((error: unknown) => {
      parts.logFailure('reminders', error);
    });
  };
  const wait = (): void => {
    void clock.sleep(LOOK_MS, alarm.signal).then(
      () => {
        lookSoon();
        wait();
      },
      () => undefined,
    );
  };

  return {
    start: () => {
      alarm = new AbortController();
      end = parts.events.listen((name) => {
        if (name === 'connections.changed' || name === 'app.vaultChanged') lookSoon();
      });
      lookSoon();
      wait();
    },
    stop: async () => {
      end();
      alarm.abort();
      await work;
    },
  };
}
