// Lets a call of a limited group wait for its turn, and says so while it does.
import type { Clock } from '../ports';
import type { BudgetStore, BudgetWindow } from './budget';
import { budgetWindows, type LearnedLimits } from './learnedLimits';

export interface PacerParts {
  readonly budgets: BudgetStore;
  readonly limits: LearnedLimits;
  readonly clock: Clock;
  readonly budgetKey: string;
  /** Windows by group, as the service documents them. */
  readonly groups: Readonly<Record<string, readonly { readonly seconds: number; readonly limit: number }[]>>;
  /** Waiting until this instant; null when the wait is over. */
  readonly onWaiting: (untilMs: number | null) => void;
}

/** Calls arrive later than they leave, and not evenly: two that left a window apart may meet closer than that. */
const marginMs = 250;
/** Group of the calls that name none: no windows, but a Retry-After holds them all. */
const ungrouped = '';

export type Turn = { readonly came: true } | { readonly came: false; readonly nextAtMs: number };

export class Pacer {
  readonly #parts: PacerParts;
  readonly #waits: number[] = [];

  constructor(parts: PacerParts) {
    this.#parts = parts;
  }

  /** Resolves when the call is counted, or at once when its turn comes only after `latestMs`. */
  async turn(group: string | undefined, latestMs: number, signal: AbortSignal): Promise<Turn> {
    const { budgets, budgetKey, clock } = this.#parts;
    for (;;) {
      signal.throwIfAborted();
      const windows = await this.#windows(group);
      const take = await budgets.take(budgetKey, group ?? ungrouped, windows, clock.now());
      if (take.ok) return { came: true };
      if (take.nextAtMs > latestMs) return { came: false, nextAtMs: take.nextAtMs };
      await this.waitUntil(take.nextAtMs, signal);
    }
  }

  async block(group: string | undefined, untilMs: number): Promise<void> {
    await this.#parts.budgets.block(this.#parts.budgetKey, group ?? ungrouped, untilMs);
  }

  /** Several calls may wait; shown is the one that goes on first. */
  async waitUntil(untilMs: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    this.#waits.push(untilMs);
    this.#show();
    try {
      await clock.sleep(Math.max(1, untilMs - clock.now()), signal);
    } finally {
      this.#waits.splice(this.#waits.indexOf(untilMs), 1);
      this.#show();
    }
  }

  #show(): void {
    this.#parts.onWaiting(this.#waits.length === 0 ? null : Math.min(...this.#waits));
  }

  /** The service's own word counts more than the documented numbers. */
  async #windows(group: string | undefined): Promise<readonly BudgetWindow[]> {
    if (group === undefined) return [];
    const learned = (await this.#parts.limits.of(this.#parts.budgetKey)).get(group)?.windows;
    const windows = learned ?? budgetWindows(this.#parts.groups[group] ?? []);
    return windows.map(({ ms, limit }) => ({ ms: ms + marginMs, limit }));
  }
}
