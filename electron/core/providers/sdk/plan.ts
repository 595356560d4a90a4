// What a long first sync will take, and how far a source is known to be complete. Plain facts, no calls.
import type { FieldValues } from '../../../../shared/forms/fields';

export interface Allowance {
  readonly limit: number;
  readonly windowMs: number;
  /** Instants of the calls that count now (milliseconds), oldest first. */
  readonly takenAtMs: readonly number[];
}

export interface PlanQuestion {
  readonly settings: FieldValues;
  readonly checkpoints: ReadonlyMap<string, string>;
  readonly since?: string;
  readonly nowMs: number;
  /** By group of the manifest's limits. */
  readonly allowances: ReadonlyMap<string, Allowance>;
}

export interface ImportPlan {
  /** First day that will be read. */
  readonly from: string;
  /** Stretches of time, times roles. */
  readonly windows: number;
  readonly roles: number;
  /** Packages that have to be ordered; the allowance for them decides how long it takes. */
  readonly packages: number;
  readonly packagesPerHour: number;
  /** When the last one should be there, if nothing else uses the allowance. */
  readonly endsAtMs: number;
}

export interface Reach {
  readonly stream: string;
  readonly direction: 'sale' | 'purchase' | 'other';
  /** Where its months begin and end. */
  readonly zone: string;
  /** First instant that was asked for; null when it is not known. */
  readonly from: string | null;
  /** Everything that the source had until then is in the archive; null when nothing is certain yet. */
  readonly completeUpTo: string | null;
  /** Instant of the last time the source was asked (milliseconds). */
  readonly checkedAtMs: number | null;
  /** When the overlap with the past was last compared with the source (milliseconds). */
  readonly comparedAtMs: number | null;
}
