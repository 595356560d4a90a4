// Where an invoice of the outbox stands: its shape, its steps, and whether something is still to be done.
import type { OutboxItem, OutboxState } from '../../../shared/contract/sending';
import type { State } from '../../ui/StateIcon';

const SHAPES: Readonly<Record<OutboxState, State>> = {
  draft: 'not_due',
  queued: 'waiting',
  sending: 'running',
  sent: 'running',
  unknown: 'attention',
  accepted: 'ok',
  rejected: 'stopped',
  discarded: 'paused',
};

type Known = Pick<OutboxItem, 'state' | 'hasReceipt'>;

export const shapeOf = (item: Pick<OutboxItem, 'state'>): State => SHAPES[item.state];

export const STEPS = ['made', 'handed', 'numbered', 'receipt'] as const;
export type Step = (typeof STEPS)[number];

/** From the document to its official receipt. */
export function stepsOf({ state, hasReceipt }: Known): Readonly<Record<Step, State>> {
  const handed: Readonly<Record<OutboxState, State>> = {
    draft: 'not_due',
    queued: 'waiting',
    sending: 'running',
    sent: 'ok',
    unknown: 'attention',
    accepted: 'ok',
    rejected: 'ok',
    discarded: 'not_due',
  };
  const numbered: Partial<Record<OutboxState, State>> = { sent: 'running', accepted: 'ok', rejected: 'stopped' };
  const receipt: State = hasReceipt ? 'ok' : state === 'accepted' ? 'running' : 'not_due';
  return { made: 'ok', handed: handed[state], numbered: numbered[state] ?? 'not_due', receipt };
}

/** Confirmed, and not at its end: `Go on` settles it. */
export function isOpen({ state, hasReceipt }: Known): boolean {
  return ['queued', 'sending', 'sent', 'unknown'].includes(state) || (state === 'accepted' && !hasReceipt);
}

/** Nothing has reached the service. */
export const canDiscard = ({ state }: Pick<OutboxItem, 'state'>): boolean =>
  state === 'draft' || state === 'rejected' || state === 'queued';

/** The official receipt tells its times with an offset; without one they are Polish and stay as they are written. */
export function receiptTime(text: string, format: (instant: string) => string): string {
  const hasOffset = /(?:Z|[+-]\d\d:\d\d)$/.test(text);
  const at = new Date(text);
  return hasOffset && !Number.isNaN(at.getTime()) ? format(at.toISOString()) : text.replace('T', ' ');
}
