// Speed and time left of running work, from what the progress events said.

export interface Sample {
  readonly atMs: number;
  readonly done: number;
}
export interface Pace {
  readonly perSecond: number;
  /** Absent while the total is not known. */
  readonly secondsLeft?: number;
}

const WINDOW_MS = 8000;

/** The samples that still count; a figure that went back means that new work began. */
export function withSample(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last && next.done < last.done) return [next];
  return [...samples.filter(({ atMs }) => next.atMs - atMs <= WINDOW_MS), next];
}

/** Nothing is said before a second of work was seen: a guess that jumps is worse than none. */
export function paceOf(samples: readonly Sample[], total: number | undefined): Pace | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.atMs - first.atMs < 1000 || last.done <= first.done) return null;
  const perSecond = ((last.done - first.done) * 1000) / (last.atMs - first.atMs);
  if (total === undefined) return { perSecond };
  return { perSecond, secondsLeft: Math.max(0, Math.ceil((total - last.done) / perSecond)) };
}

/** 0 to 100, or null when nobody knows how much there is. */
export function percentOf(done: number, total: number | undefined): number | null {
  if (total === undefined || total <= 0) return null;
  return Math.min(100, Math.floor((done / total) * 100));
}
