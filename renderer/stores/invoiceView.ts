// What the list of invoices shows. It outlives the page, so that coming back finds it as it was left.
import { create } from 'zustand';
import type { InvoiceSort } from '../../shared/contract/invoices';
import type { ConnectionId, InvoiceRowId } from '../../shared/domain/ids';
import type { Direction } from '../../shared/domain/invoice';

export interface InvoiceFilters {
  readonly search: string;
  readonly month: string | undefined;
  readonly direction: Direction | undefined;
  readonly connectionId: ConnectionId | undefined;
  readonly needsLook: boolean;
  readonly tag: string | undefined;
}
interface InvoiceViewStore {
  readonly filters: InvoiceFilters;
  readonly sort: InvoiceSort;
  readonly openId: InvoiceRowId | undefined;
  readonly setFilters: (change: Partial<InvoiceFilters>) => void;
  readonly setSort: (sort: InvoiceSort) => void;
  readonly open: (id: InvoiceRowId | undefined) => void;
  readonly reset: () => void;
}
export const NO_FILTERS: InvoiceFilters = {
  search: '',
  month: undefined,
  direction: undefined,
  connectionId: undefined,
  needsLook: false,
  tag: undefined,
};
export const useInvoiceView = create<InvoiceViewStore>((set) => ({
  filters: NO_FILTERS,
  sort: 'date_desc',
  openId: undefined,
  setFilters: (change) => set((state) => ({ filters: { ...state.filters, ...change } })),
  setSort: (sort) => set({ sort }),
  open: (openId) => set({ openId }),
  reset: () => set({ filters: NO_FILTERS, openId: undefined }),
}));
