// Pure: how it stands, in one word, over all companies. What needs a person comes before what goes on by itself.
import type { PanelCompany, PanelView } from '../../shared/contract/panel';

export type Standing =
  | { readonly is: 'well' | 'working' | 'stopped' | 'offline' | 'paused' | 'locked' | 'never' | 'empty' }
  /** Well, but for what was put off. */
  | { readonly is: 'later' }
  | { readonly is: 'silent'; readonly since: string }
  /** Things, in the only company. */
  | { readonly is: 'needs'; readonly count: number }
  /** Companies. */
  | { readonly is: 'some'; readonly well: number; readonly open: number };

export function standingOf(view: PanelView): Standing {
  const { companies } = view;
  if (view.isLocked) return { is: 'locked' };
  if (companies.length === 0) return { is: 'empty' };
  const needing = companies.filter(({ needs }) => needs.length > 0);
  if (needing.length > 0) {
    const well = companies.filter(
      ({ needs, stopped, lastGoodAt }) => needs.length === 0 && stopped === undefined && lastGoodAt !== undefined,
    ).length;
    return well === 0
      ? { is: 'needs', count: needing.reduce((sum, { needs }) => sum + needs.length, 0) }
      : { is: 'some', well, open: needing.length };
  }
  if (view.silentSince !== undefined) return { is: 'silent', since: view.silentSince };
  if (companies.some(({ run }) => run !== undefined)) return { is: 'working' };
  if (!view.isOnline) return { is: 'offline' };
  if (companies.some(({ stopped }) => stopped !== undefined)) return { is: 'stopped' };
  if (view.pausedUntil !== undefined && view.schedules > 0) return { is: 'paused' };
  if (companies.some(({ putOff }) => putOff > 0)) return { is: 'later' };
  return companies.some(({ lastGoodAt }) => lastGoodAt !== undefined) ? { is: 'well' } : { is: 'never' };
}

/** What needs a person first; then what goes on; the rest as it stands in the window. */
export function inOrder(companies: readonly PanelCompany[]): readonly PanelCompany[] {
  const rank = ({ needs, stopped, run }: PanelCompany): number =>
    needs.length > 0 ? 0 : stopped !== undefined ? 1 : run !== undefined ? 2 : 3;
  return companies.toSorted((a, b) => rank(a) - rank(b));
}

/** Of its counted parts together; null while one of them cannot tell. */
export function shareOf({ parts }: NonNullable<PanelCompany['run']>): { done: number; total: number } | null {
  const counted = parts.filter(({ state }) => state !== 'cancelled');
  const [first] = counted;
  if (!first || counted.some(({ unit, total }) => unit !== first.unit || total === undefined)) return null;
  const total = counted.reduce((sum, part) => sum + (part.total ?? 0), 0);
  return total === 0 ? null : { done: counted.reduce((sum, { done }) => sum + done, 0), total };
}
