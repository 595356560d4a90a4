// What the form begins with, asked anew each time it is opened: an answer from before would be written over what was kept since.
import { useCallback, useEffect, useState } from 'react';
import type { SalesDraftId } from '../../../shared/contract/selling';
import type { OutboxId, Sender } from '../../../shared/contract/sending';
import type { CompanyId, InvoiceRowId } from '../../../shared/domain/ids';
import type { Outcome } from '../../../shared/errors';
import { call } from '../../bridge/bridge';
import type { Written } from './useSaleDraft';

export interface Start {
  readonly written: Written;
  readonly after: OutboxId | undefined;
  readonly senders: readonly Sender[];
}

interface Opened {
  readonly draftId: SalesDraftId | undefined;
  readonly correctsId: InvoiceRowId | undefined;
}

export function useStart(companyId: CompanyId, { draftId, correctsId }: Opened) {
  const [answer, setAnswer] = useState<{ readonly to: string; readonly outcome: Outcome<Start> }>();
  const [times, setTimes] = useState(0);
  const asked = [companyId, draftId, correctsId, times].join(' ');
  useEffect(() => {
    let isCurrent = true;
    void startOf(companyId, { draftId, correctsId }).then((outcome) => {
      if (isCurrent) setAnswer({ to: asked, outcome });
    });
    return () => {
      isCurrent = false;
    };
  }, [companyId, draftId, correctsId, asked]);
  const retry = useCallback(() => setTimes((before) => before + 1), []);
  // The answer to an earlier question is none to this one.
  const outcome = answer?.to === asked ? answer.outcome : undefined;
  return {
    data: outcome?.ok === true ? outcome.value : undefined,
    problem: outcome?.ok === false ? outcome.error : undefined,
    isLoading: outcome === undefined,
    isPrevious: false,
    retry,
  };
}

async function startOf(companyId: CompanyId, { draftId, correctsId }: Opened): Promise<Outcome<Start>> {
  const senders = await call('sending.senders', { companyId });
  if (!senders.ok) return senders;
  if (draftId !== undefined) {
    const draft = await call('selling.draft', { companyId, id: draftId });
    if (!draft.ok) return draft;
    const { invoice, connectionId, mode, after } = draft.value;
    const way = { ...(connectionId === undefined ? {} : { connectionId }), ...(mode === undefined ? {} : { mode }) };
    return { ok: true, value: { written: { invoice, ...way }, after, senders: senders.value } };
  }
  const begun = await (correctsId === undefined
    ? call('selling.blank', { companyId })
    : call('selling.correction', { companyId, invoiceId: correctsId }));
  if (!begun.ok) return begun;
  return { ok: true, value: { written: { invoice: begun.value }, after: undefined, senders: senders.value } };
}
