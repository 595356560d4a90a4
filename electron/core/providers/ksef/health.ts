// What Latarnia says: outage and maintenance as they are, maintenance to come. A board that is away, or speaks another language, says nothing:
// no alarm is better than a false one.
import { isFailure } from '../../../../shared/errors';
import type { ProviderContext, ServiceNotice } from '../sdk/context';
import type { ServiceHealth } from '../sdk/defineProvider';
import { lighthouseApi, type LighthouseMessage } from './api/lighthouse';
import { supportText } from './errors';
import { toMs } from './instants';
import { openKsef } from './session';

const MINUTE_MS = 60_000;
/** Nobody knows when an outage ends; the board is asked again. */
const LOOK_AGAIN_MS = 15 * MINUTE_MS;
/** Announcements are shown this long before they begin. */
const AHEAD_MS = 3 * 24 * 60 * MINUTE_MS;
const QUIET: ServiceHealth = { notices: [], holdUntilMs: null };

export async function askLighthouse(ctx: ProviderContext): Promise<ServiceHealth> {
  const api = lighthouseApi(openKsef(ctx));
  try {
    const board = await api.status();
    if (!board) return QUIET;
    const messages = board.messages ?? (await api.messages()) ?? [];
    return healthOf(board.status, messages, ctx.clock.now());
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    if (isFailure(error) || error instanceof Error) return QUIET;
    throw error;
  }
}

/** The status counts for now; a message alone is never an outage, and one that has ended is nothing. */
export function healthOf(status: string, messages: readonly LighthouseMessage[], nowMs: number): ServiceHealth {
  const open = messages.filter((one) => one.type !== 'FAILURE_END' && !hasEnded(one, messages, nowMs));
  const announced = open
    .filter((one) => one.category === 'MAINTENANCE' && toMs(one.start) > nowMs && toMs(one.start) - nowMs <= AHEAD_MS)
    .map((one) => noticeOf('announced', one));
  const kind = KINDS[status];
  if (kind === undefined) return { notices: announced.slice(0, 1), holdUntilMs: null };
  const cause = open.find((one) => toMs(one.start) <= nowMs && categoryOf(one) === kind);
  const now = cause ? noticeOf(kind, cause) : { kind, text: '' };
  const endsMs = now.untilMs !== undefined && now.untilMs > nowMs ? now.untilMs : nowMs + LOOK_AGAIN_MS;
  // An announced end is a hope: maintenance that is over early is found out within a quarter of an hour.
  return { notices: [now, ...announced.slice(0, 1)], holdUntilMs: Math.min(endsMs, nowMs + LOOK_AGAIN_MS) };
}

const KINDS: Readonly<Record<string, 'outage' | 'maintenance'>> = {
  MAINTENANCE: 'maintenance',
  FAILURE: 'outage',
  TOTAL_FAILURE: 'outage',
};

const categoryOf = (message: LighthouseMessage): 'outage' | 'maintenance' | undefined => KINDS[message.category];

/** By its own end, or by the message that ends its event. */
function hasEnded(message: LighthouseMessage, all: readonly LighthouseMessage[], nowMs: number): boolean {
  if (message.end !== undefined && toMs(message.end) <= nowMs) return true;
  const event = message['eventId'];
  return (
    event !== undefined &&
    all.some((other) => other.type === 'FAILURE_END' && other['eventId'] === event && toMs(other.start) <= nowMs)
  );
}

function noticeOf(kind: ServiceNotice['kind'], message: LighthouseMessage): ServiceNotice {
  return {
    kind,
    text: supportText([message.title]),
    sinceMs: toMs(message.start),
    ...(message.end === undefined ? {} : { untilMs: toMs(message.end) }),
  };
}
