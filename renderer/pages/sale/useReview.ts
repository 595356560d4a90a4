// From the form to the last look: the draft is kept, its document made and laid into the outbox; closed without sending it is taken back.
import { useRef, useState } from 'react';
import type { OutboxId, Sender, SendMode } from '../../../shared/contract/sending';
import type { CompanyId } from '../../../shared/domain/ids';
import type { AppError } from '../../../shared/errors';
import { call } from '../../bridge/bridge';
import { useCommand } from '../../bridge/hooks';
import type { SaleDraft } from './useSaleDraft';

export interface Review {
  /** In the last look now. */
  readonly outboxId: OutboxId | undefined;
  readonly isBusy: boolean;
  readonly problem: AppError | undefined;
  readonly begin: (sender: Sender, mode: SendMode) => Promise<boolean>;
  readonly sent: () => void;
  readonly close: () => void;
}

export function useReview(companyId: CompanyId, draft: SaleDraft): Review {
  const [outboxId, setOutboxId] = useState<OutboxId>();
  const write = useCommand('selling.write');
  const isSent = useRef(false);
  // Pressed again before the first answer is there, it would be laid into the outbox a second time.
  const isBegun = useRef(false);
  const begin = async (sender: Sender, mode: SendMode): Promise<boolean> => {
    if (isBegun.current || outboxId !== undefined) return true;
    isBegun.current = true;
    try {
      return await layOut(sender, mode);
    } finally {
      isBegun.current = false;
    }
  };
  const layOut = async ({ connectionId }: Sender, mode: SendMode): Promise<boolean> => {
    const draftId = await draft.keep();
    const { invoice } = draft.written;
    const known = draftId === undefined ? {} : { draftId };
    const outcome = await write.run({ companyId, connectionId, invoice, mode, ...known });
    if (outcome.ok) setOutboxId(outcome.value.id);
    return outcome.ok && outcome.value.id !== undefined;
  };
  const close = (): void => {
    if (outboxId !== undefined && !isSent.current) void call('sending.discard', { ids: [outboxId] });
    setOutboxId(undefined);
  };
  const sent = (): void => {
    isSent.current = true;
  };
  return { outboxId, isBusy: write.isRunning, problem: write.problem, begin, sent, close };
}
