// In which part a company meets an invoice. Each role is a stream of its own with its own checkpoint.

export type SubjectType = 'Subject1' | 'Subject2' | 'Subject3' | 'SubjectAuthorized';

export interface Role {
  readonly subject: SubjectType;
  readonly direction: 'sale' | 'purchase' | 'other';
  /** Asked again only after this time; the ministry names nightly checks for the two rare roles. */
  readonly everyMs: number;
  /** Mostly empty over years: a cheap question first saves the exports, of which there are 20 an hour. */
  readonly isRare: boolean;
}

const HOUR_MS = 3_600_000;

export const ROLES: readonly Role[] = [
  { subject: 'Subject1', direction: 'sale', everyMs: 0, isRare: false },
  { subject: 'Subject2', direction: 'purchase', everyMs: 0, isRare: false },
  // Twenty hours, so that a nightly schedule with a random start always finds them due.
  { subject: 'Subject3', direction: 'other', everyMs: 20 * HOUR_MS, isRare: true },
  { subject: 'SubjectAuthorized', direction: 'other', everyMs: 20 * HOUR_MS, isRare: true },
];

/** A role that was read to its end waits for its time; one that stopped in the middle of its history goes on at once. */
export function isDue(
  role: Role,
  position: { readonly reached: string; readonly checkedAtMs?: number | undefined } | null,
  nowMs: number,
): boolean {
  const checkedAtMs = position?.checkedAtMs;
  if (position?.reached !== 'hwm' || checkedAtMs === undefined || checkedAtMs > nowMs) return true;
  return nowMs - checkedAtMs >= role.everyMs;
}
