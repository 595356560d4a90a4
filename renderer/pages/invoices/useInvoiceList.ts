import { useEffect, useMemo, useState } from 'react';
import type { InvoiceFilter, InvoiceRow } from '../../../shared/contract/invoices';
import type { CompanyId } from '../../../shared/domain/ids';
import type { CallInput, CallOutput } from '../../bridge/bridge';
import { usePages, useQuery } from '../../bridge/hooks';
import { useInvoiceView } from '../../stores/invoiceView';

/** The first page is what a window shows and a little more: it is there within a frame. The next ones are for scrolling. */
const FIRST_PAGE = 60;
const PAGE = 200;

export function useInvoiceFilter(companyId: CompanyId): InvoiceFilter {
  const filters = useInvoiceView((state) => state.filters);
  return useMemo((): InvoiceFilter => {
    const { search, month, direction, connectionId, needsLook, tag } = filters;
    return {
      companyId,
      ...(search.trim() === '' ? {} : { search: search.trim() }),
      ...(month === undefined ? {} : { month }),
      ...(direction === undefined ? {} : { direction }),
      ...(connectionId === undefined ? {} : { connectionId }),
      ...(needsLook ? { needsLook } : {}),
      ...(tag === undefined ? {} : { tag }),
    };
  }, [companyId, filters]);
}

type Page = CallOutput<'invoices.list'>;
const rowsOf = (page: Page): readonly InvoiceRow[] => page.rows;
const nextOf = (page: Page, input: CallInput<'invoices.list'>) =>
  page.next === undefined ? undefined : { ...input, after: page.next, limit: PAGE };

export function useInvoiceList(filter: InvoiceFilter) {
  const sort = useInvoiceView((state) => state.sort);
  const list = usePages('invoices.list', { filter, sort, limit: FIRST_PAGE }, rowsOf, nextOf, { keepPrevious: true });
  const settled = useSettled(filter);
  const summary = useQuery('invoices.summary', { filter: settled }, { keepPrevious: true });
  return { list, summary };
}

/** Sums touch every invoice that is found: they follow when the typing rests. */
const REST_MS = 250;

function useSettled(filter: InvoiceFilter): InvoiceFilter {
  const [settled, setSettled] = useState(filter);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(filter), REST_MS);
    return () => clearTimeout(timer);
  }, [filter]);
  // Only typing is waited for: whatever else narrows the list is one click.
  return filter.search === settled.search ? filter : settled;
}
