// imports.*: thin, no logic. Files are chosen in main's own dialog.
import type { CompanyId } from '../../../shared/domain/ids';
import type { AllHandlers } from '../dispatcher';
import type { ImportService } from '../imports/importService';
import type { Dialogs } from '../ports';
import type { Texts } from '../texts';

export interface ImportHandlerParts {
  readonly imports: ImportService;
  readonly dialogs: Dialogs;
  readonly texts: Texts;
}

const EXTENSIONS = ['csv', 'txt', 'tsv', 'xml', 'pdf', 'zip'];

export function importHandlers({ imports, dialogs, texts }: ImportHandlerParts): Pick<AllHandlers, 'imports'> {
  const start = async (companyId: CompanyId, paths: readonly string[]) =>
    paths.length === 0 ? {} : { importId: await imports.start(companyId, paths) };
  return {
    imports: {
      choose: async ({ companyId }) => {
        const t = await texts();
        const order = { title: t('import_files'), kind: t('import_kind'), extensions: EXTENSIONS };
        return start(companyId, await dialogs.openFiles(order));
      },
      drop: ({ companyId, paths }) => start(companyId, paths),
      get: ({ importId }) => Promise.resolve().then(() => imports.get(importId)),
      look: ({ importId, ...table }) => imports.look(importId, table),
      read: ({ importId, tables }) => imports.read(importId, tables),
      back: ({ importId }) => Promise.resolve().then(() => imports.back(importId)),
      rows: ({ importId, state, after, limit }) => imports.rows(importId, state, after ?? 0, limit),
      confirm: async ({ importId, ...choice }) => ({ runId: await imports.confirm(importId, choice) }),
      discard: ({ importId }) => imports.discard(importId),
    },
  };
}
