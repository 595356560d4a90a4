// The saving of many PDFs, as main last told it. It goes on whatever page is shown.
import { create } from 'zustand';
import type { PaperProgress } from '../../../../shared/contract/invoices';

interface PaperTaskStore {
  readonly task: PaperProgress | undefined;
  readonly follow: (task: PaperProgress) => void;
  readonly forget: () => void;
}

export const usePaperTask = create<PaperTaskStore>((set) => ({
  task: undefined,
  follow: (task) => {
    // The answer to the first call may come after the first telling.
    set((state) =>
      state.task?.taskId === task.taskId && state.task.done > task.done && task.state === 'running' ? state : { task },
    );
  },
  forget: () => set({ task: undefined }),
}));
