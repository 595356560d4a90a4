// Files inside invoices: saved where the person says, or shown by the system's own program from a folder that a start and an end empty.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mayBeOpened } from '../../../shared/domain/attachments';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import { Failure } from '../../../shared/errors';
import type { ArchiveReader } from '../archive/types';
import { refusedByDisk } from '../paper/refusedByDisk';
import type { Dialogs, Ids } from '../ports';
import type { Texts } from '../texts';

/** Emptied by a start and an end. */
export const SHOWN_SPOOL = 'shown';

export interface AttachmentParts {
  readonly reader: Pick<ArchiveReader, 'attachment'>;
  readonly dialogs: Pick<Dialogs, 'saveFile' | 'openFile'>;
  readonly texts: Texts;
  readonly ids: Ids;
  readonly spoolRoot: string;
}

export interface AttachmentService {
  /** `index` in the order of the invoice's attachments. */
  save(id: InvoiceRowId, index: number): Promise<{ savedTo?: string }>;
  open(id: InvoiceRowId, index: number): Promise<void>;
  /** Removes what was shown; what another program still holds is removed the next time. */
  forget(): Promise<void>;
}

export function attachmentService({ reader, dialogs, texts, ids, spoolRoot }: AttachmentParts): AttachmentService {
  const folder = join(spoolRoot, SHOWN_SPOOL);
  return {
    save: async (id, index) => {
      const { name, bytes } = await reader.attachment(id, index);
      const t = await texts();
      const path = await dialogs.saveFile({ suggestedName: name, title: t('save_attachment') });
      if (path === null) return {};
      await writeFile(path, bytes).catch(refusedByDisk);
      return { savedTo: path };
    },
    open: async (id, index) => {
      const { name, bytes } = await reader.attachment(id, index);
      if (!mayBeOpened(name))
        throw new Failure({ kind: 'user_input', key: 'archive.attachment_not_shown', params: { name } });
      const own = join(folder, ids.uuid());
      await mkdir(own, { recursive: true, mode: 0o700 });
      const path = join(own, name);
      await writeFile(path, bytes, { mode: 0o600 }).catch(refusedByDisk);
      if (!(await dialogs.openFile(path)))
        throw new Failure({ kind: 'rejected', key: 'archive.attachment_no_program', params: { name } });
    },
    forget: async () => {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    },
  };
}
