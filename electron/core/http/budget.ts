// Allowances of a service: sliding windows per key and group. The rule is pure; where the calls are counted is a port.

export interface BudgetWindow {
  readonly ms: number;
  readonly limit: number;
}

export type Take = { readonly ok: true } | { readonly ok: false; readonly nextAtMs: number };

export interface BudgetUsage {
  /** Calls inside each of the windows, in their order. */
  readonly used: readonly number[];
  /** When the next call may go, null for now. */
  readonly nextAtMs: number | null;
}

/**
 * Counts calls so that they survive a restart; a shared config store counts on the database's clock and may ignore `nowMs`.
 * `take` is atomic: of two callers that ask for the last place one gets it.
 */
export interface BudgetStore {
  take(key: string, group: string, windows: readonly BudgetWindow[], nowMs: number): Promise<Take>;
  usage(key: string, group: string, windows: readonly BudgetWindow[], nowMs: number): Promise<BudgetUsage>;
  /** The whole group waits until then; an earlier, longer block stays. */
  block(key: string, group: string, untilMs: number): Promise<void>;
  /** What the service itself told of this allowance; empty when it never did. */
  limits(key: string): Promise<ReadonlyMap<string, LearnedLimit>>;
  /** Replaces what was known of the named groups. */
  learn(key: string, groups: Readonly<Record<string, readonly BudgetWindow[]>>, nowMs: number): Promise<void>;
  /** Calls inside the longest window, for plans. */
  taken(key: string, group: string, windowMs: number, nowMs: number): Promise<readonly number[]>;
}

export interface LearnedLimit {
  readonly windows: readonly BudgetWindow[];
  readonly learnedAtMs: number;
}

export interface CountedCalls {
  /** Ascending, milliseconds; older than the longest window may be missing. */
  readonly takenAtMs: readonly number[];
  readonly blockedUntilMs: number | null;
}

/** A block that lies further ahead than any service asks for comes from a clock that was wrong. */
export const longestBlockMs = 24 * 60 * 60_000;

export function budgetUsage(calls: CountedCalls, windows: readonly BudgetWindow[], nowMs: number): BudgetUsage {
  // Calls "in the future" were counted before the clock was set back: they happened at the latest just now.
  const taken = calls.takenAtMs.map((at) => Math.min(at, nowMs));
  const used = windows.map(({ ms }) => taken.filter((at) => at > nowMs - ms).length);
  const waits = windows.flatMap(({ ms, limit }, index) => {
    if ((used[index] ?? 0) < limit) return [];
    const leaving = taken[taken.length - limit];
    return [leaving === undefined ? nowMs + ms : leaving + ms];
  });
  const block = Math.min(calls.blockedUntilMs ?? 0, nowMs + longestBlockMs);
  const nextAtMs = Math.max(...waits, block);
  return { used, nextAtMs: nextAtMs > nowMs ? nextAtMs : null };
}

export function decideTake(calls: CountedCalls, windows: readonly BudgetWindow[], nowMs: number): Take {
  const { nextAtMs } = budgetUsage(calls, windows, nowMs);
  return nextAtMs === null ? { ok: true } : { ok: false, nextAtMs };
}

/** Forgets everything at the end of the process: for tests and for the demo company. */
export function memoryBudgets(): BudgetStore {
  const counted = new Map<string, { takenAtMs: number[]; blockedUntilMs: number | null }>();
  const learned = new Map<string, Map<string, LearnedLimit>>();
  const callsOf = (key: string, group: string) => {
    const name = JSON.stringify([key, group]);
    const calls = counted.get(name) ?? { takenAtMs: [], blockedUntilMs: null };
    counted.set(name, calls);
    return calls;
  };
  return {
    take(key, group, windows, nowMs) {
      const calls = callsOf(key, group);
      const longest = Math.max(0, ...windows.map(({ ms }) => ms));
      calls.takenAtMs = calls.takenAtMs.map((at) => Math.min(at, nowMs)).filter((at) => at > nowMs - longest);
      // Kept like this: else it would lie a day ahead for ever.
      if (calls.blockedUntilMs !== null) calls.blockedUntilMs = Math.min(calls.blockedUntilMs, nowMs + longestBlockMs);
      const take = decideTake(calls, windows, nowMs);
      if (take.ok && longest > 0) calls.takenAtMs.push(nowMs);
      return Promise.resolve(take);
    },
    usage: (key, group, windows, nowMs) => Promise.resolve(budgetUsage(callsOf(key, group), windows, nowMs)),
    block(key, group, untilMs) {
      const calls = callsOf(key, group);
      calls.blockedUntilMs = Math.max(calls.blockedUntilMs ?? 0, untilMs);
      return Promise.resolve();
    },
    limits: (key) => Promise.resolve(learned.get(key) ?? new Map<string, LearnedLimit>()),
    learn(key, groups, nowMs) {
      const known = learned.get(key) ?? new Map<string, LearnedLimit>();
      learned.set(key, known);
      for (const [group, windows] of Object.entries(groups)) known.set(group, { windows, learnedAtMs: nowMs });
      return Promise.resolve();
    },
    taken: (key, group, windowMs, nowMs) =>
      Promise.resolve(callsOf(key, group).takenAtMs.filter((at) => at > nowMs - windowMs)),
  };
}
