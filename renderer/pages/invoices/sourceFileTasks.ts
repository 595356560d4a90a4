// Files that are being fetched from a service, and why one did not come: by record, whatever the pane shows meanwhile.
import { create } from 'zustand';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import type { AppError } from '../../../shared/errors';

export interface SourceFileTask {
  readonly isRunning: boolean;
  readonly bytes: number;
  readonly problem?: AppError;
}

interface SourceFileTasks {
  readonly tasks: Readonly<Record<InvoiceRowId, SourceFileTask>>;
  readonly start: (id: InvoiceRowId) => void;
  readonly tell: (id: InvoiceRowId, bytes: number) => void;
  readonly end: (id: InvoiceRowId, problem?: AppError) => void;
}

export const useSourceFileTasks = create<SourceFileTasks>((set) => {
  const put = (id: InvoiceRowId, task: SourceFileTask): void =>
    set(({ tasks }) => ({ tasks: { ...tasks, [id]: task } }));
  return {
    tasks: {},
    start: (id) => put(id, { isRunning: true, bytes: 0 }),
    tell: (id, bytes) =>
      set(({ tasks }) => (tasks[id]?.isRunning ? { tasks: { ...tasks, [id]: { isRunning: true, bytes } } } : {})),
    end: (id, problem) => put(id, { isRunning: false, bytes: 0, ...(problem ? { problem } : {}) }),
  };
});
