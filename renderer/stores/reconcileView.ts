// What the reconcile page shows, and what was decided on it since the start. It outlives the page, so that coming back finds it as it was.
import { create } from 'zustand';
import type { ReconcileList, ReconcileUndo } from '../../shared/contract/reconcile';
import type { CompanyId, ConnectionId, InvoiceRowId } from '../../shared/domain/ids';
import type { Direction } from '../../shared/domain/invoice';

export interface ReconcileFilters {
  /** Absent: the newest month that has ended and holds invoices. */
  readonly month: string | undefined;
  readonly direction: Direction | undefined;
  readonly connectionId: ConnectionId | undefined;
  readonly list: ReconcileList;
  readonly search: string;
  readonly withExplained: boolean;
}
interface Step {
  readonly companyId: CompanyId;
  readonly undo: ReconcileUndo;
}
interface ReconcileViewStore {
  readonly filters: ReconcileFilters;
  readonly openId: InvoiceRowId | undefined;
  /** Newest last. */
  readonly steps: readonly Step[];
  readonly setFilters: (change: Partial<ReconcileFilters>) => void;
  readonly open: (id: InvoiceRowId | undefined) => void;
  readonly remember: (step: Step) => void;
  readonly forget: (step: Step) => void;
}

const MOST_STEPS = 100;

export const useReconcileView = create<ReconcileViewStore>((set) => ({
  filters: {
    month: undefined,
    direction: undefined,
    connectionId: undefined,
    list: 'different',
    search: '',
    withExplained: false,
  },
  openId: undefined,
  steps: [],
  setFilters: (change) => set((state) => ({ filters: { ...state.filters, ...change }, openId: undefined })),
  open: (openId) => set({ openId }),
  remember: (step) => set((state) => ({ steps: [...state.steps, step].slice(-MOST_STEPS) })),
  forget: (step) => set((state) => ({ steps: state.steps.filter((each) => each !== step) })),
}));
