// The invoice under the hands: kept as a draft while it is written, checked against the rules of the format after each pause.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SalesDraft, SalesDraftId } from '../../../shared/contract/selling';
import type { CompanyId } from '../../../shared/domain/ids';
import type { SalesFinding, SalesInvoice } from '../../../shared/domain/salesInvoice';
import type { AppError } from '../../../shared/errors';
import { call } from '../../bridge/bridge';
import { useQuery } from '../../bridge/hooks';

const CHECK_AFTER_MS = 250;
const SAVE_AFTER_MS = 800;

/** What is written, and how it shall leave. */
export type Written = Pick<SalesDraft, 'invoice' | 'connectionId' | 'mode'>;

export interface SaleDraft {
  readonly written: Written;
  readonly change: (next: Partial<Written>) => void;
  /** Of the invoice as it is by then, also after something was waited for. */
  readonly patch: (changes: Partial<SalesInvoice>) => void;
  readonly findings: readonly SalesFinding[];
  /** Of the last save: nothing is lost in silence. */
  readonly problem: AppError | undefined;
  readonly isSaved: boolean;
  /** Everything is kept; the id of the draft, if anything was written. */
  readonly keep: () => Promise<SalesDraftId | undefined>;
  /** Removes the draft; the form is left afterwards. */
  readonly drop: () => Promise<void>;
}

export function useSaleDraft(companyId: CompanyId, start: Written, startId: SalesDraftId | undefined): SaleDraft {
  const [written, setWritten] = useState(start);
  const [problem, setProblem] = useState<AppError>();
  const [saved, setSaved] = useState<Written | undefined>(startId === undefined ? undefined : start);
  const id = useRef(startId);
  const latest = useRef(written);
  const pending = useRef<Written>(undefined);
  const queue = useRef<Promise<void>>(Promise.resolve());

  /** One after the other: the first save gives the id that the next one needs. */
  const flush = useCallback((): Promise<void> => {
    const next = pending.current;
    if (next === undefined) return queue.current;
    pending.current = undefined;
    const before = queue.current;
    const save = async (): Promise<void> => {
      await before;
      const known = id.current === undefined ? {} : { id: id.current };
      const outcome = await call('selling.saveDraft', { companyId, ...next, ...known });
      setProblem(outcome.ok ? undefined : outcome.error);
      if (!outcome.ok) {
        // Tried again with the next word, before it is sent, and on leaving.
        pending.current ??= next;
        return;
      }
      id.current = outcome.value.id;
      setSaved(next);
    };
    queue.current = save();
    return queue.current;
  }, [companyId]);

  const change = useCallback((next: Partial<Written>): void => {
    latest.current = { ...latest.current, ...next };
    pending.current = latest.current;
    setWritten(latest.current);
  }, []);
  const patch = useCallback(
    (changes: Partial<SalesInvoice>): void => change({ invoice: { ...latest.current.invoice, ...changes } }),
    [change],
  );
  useEffect(() => {
    if (pending.current === undefined) return undefined;
    const timer = setTimeout(() => void flush(), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [written, flush]);
  // Leaving the screen saves what the pause has not.
  useEffect(() => () => void flush(), [flush]);

  const settled = useSettled<SalesInvoice>(written.invoice, CHECK_AFTER_MS);
  const check = useQuery('selling.check', { companyId, invoice: settled }, { keepPrevious: true });
  const keep = async (): Promise<SalesDraftId | undefined> => {
    await flush();
    return id.current;
  };
  const drop = async (): Promise<void> => {
    pending.current = undefined;
    await queue.current;
    // A save that failed on the way is not wanted any more either.
    pending.current = undefined;
    if (id.current !== undefined) await call('selling.removeDraft', { companyId, id: id.current });
  };
  return { written, change, patch, findings: check.data ?? [], problem, isSaved: saved === written, keep, drop };
}

function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
