// UI state of the frame: which company is shown, which overlay is open.
import { create } from 'zustand';
import type { CompanyId } from '../../shared/domain/ids';

interface ShellStore {
  readonly companyId: CompanyId | undefined;
  readonly isShortcutsOpen: boolean;
  readonly isSyncOpen: boolean;
  readonly chooseCompany: (id: CompanyId) => void;
  readonly setShortcuts: (isOpen: boolean) => void;
  readonly setSync: (isOpen: boolean) => void;
}
export const useShell = create<ShellStore>((set) => ({
  companyId: undefined,
  isShortcutsOpen: false,
  isSyncOpen: false,
  chooseCompany: (companyId) => set({ companyId }),
  setShortcuts: (isShortcutsOpen) => set({ isShortcutsOpen }),
  setSync: (isSyncOpen) => set({ isSyncOpen }),
}));
