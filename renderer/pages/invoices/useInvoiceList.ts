import { useMemo } from 'react';
import type { InvoiceFilter, InvoiceRow } from '../../../shared/contract/invoices';
import type { CompanyId } from '../../../shared/domain/ids';
import type { CallInput, CallOutput } from '../../bridge/bridge';
import { usePages, useQuery } from '../../bridge/hooks';
import { useInvoiceView } from '../../stores/invoiceView';

/** Rows of one page of the list: more than any window shows, small enough to arrive within a frame or two. */
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
  page.next === undefined ? undefined : { ...input, after: page.next };

export function useInvoiceList(filter: InvoiceFilter) {
  const sort = useInvoiceView((state) => state.sort);
  const list = usePages('invoices.list', { filter, sort, limit: PAGE }, rowsOf, nextOf, { keepPrevious: true });
  const summary = useQuery('invoices.summary', { filter }, { keepPrevious: true });
  return { list, summary };
}
