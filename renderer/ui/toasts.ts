// Short notices at the foot of the window. UI state only.
import { create } from 'zustand';
import type { State } from './StateIcon';

export interface Toast {
  readonly id: number;
  readonly state: State;
  readonly text: string;
  /** Takes the place of an older one about the same. */
  readonly topic?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}
interface ToastStore {
  readonly toasts: readonly Toast[];
  readonly show: (toast: Omit<Toast, 'id'>) => void;
  readonly dismiss: (id: number) => void;
}

let lastId = 0;
export const useToasts = create<ToastStore>((set) => ({
  toasts: [],
  show: (toast) => {
    lastId += 1;
    const added = { ...toast, id: lastId };
    set((state) => {
      const others = state.toasts.filter(({ topic }) => topic === undefined || topic !== toast.topic);
      return { toasts: [...others.slice(-2), added] };
    });
  },
  dismiss: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
}));

export function showToast(toast: Omit<Toast, 'id'>): void {
  useToasts.getState().show(toast);
}
