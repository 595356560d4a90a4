// The month that ended last, as main tells it: one source is behind, a few invoices want a look; older months are closed.
import type { ClosingStep } from '../../../shared/contract/closing';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { CallInput, CallOutput } from '../bridge';
import { iso } from './world';

type Names = 'closing.month' | 'closing.year' | 'closing.close' | 'closing.reopen';
type Answers = { [N in Names]: (input: CallInput<N>) => CallOutput<N> };
type OfMonth = CallInput<'closing.month'>;

export function fakeClosing(
  now: Date,
  connections: readonly ConnectionView[],
  emit: (name: string, payload: unknown) => void,
): Answers {
  const current = iso(now, 0).slice(0, 7);
  const last = iso(new Date(now.getFullYear(), now.getMonth(), 0, 12), 0).slice(0, 7);
  const byHand = new Map<string, string | undefined>();
  const closedAt = (month: string): string | undefined =>
    byHand.has(month) ? byHand.get(month) : month < last ? iso(now, -20 * 24 * 3_600_000) : undefined;
  const set = (input: OfMonth, at: string | undefined): void => {
    byHand.set(input.month, at);
    emit('closing.changed', input);
  };
  const behind = connections.find(({ capabilities }) => capabilities.includes('files'));
  const open: ClosingStep[] = [
    { kind: 'complete', isDone: true, done: 1, of: 1 },
    { kind: 'fetched', isDone: true, done: 2, of: 2 },
    { kind: 'look', isDone: false, done: 0, of: 3 },
    { kind: 'match', isDone: false, done: 0, of: 14 },
    { kind: 'bundle', isDone: false, done: 0, of: 1 },
    { kind: 'arrived', isDone: false, done: 1, of: 2, ...(behind ? { connectionId: behind.id } : {}) },
  ];
  const all = open.map((step) => ({ ...step, isDone: true }));
  return {
    'closing.month': ({ month }) => {
      const at = closedAt(month);
      return {
        month,
        isOver: month < current,
        steps: at === undefined ? open : all,
        mayClose: false,
        ...(at === undefined ? {} : { closedAt: at }),
        lateCount: 0,
      };
    },
    'closing.year': ({ year }) =>
      Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`).filter(
        (month) => closedAt(month) !== undefined,
      ),
    'closing.close': (input) => set(input, new Date().toISOString()),
    'closing.reopen': (input) => set(input, undefined),
  };
}
