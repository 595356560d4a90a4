// A kept file of a till, written where the person says, under the name it goes by everywhere else.
import { copyFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ArchiveReader } from '../../archive/types';
import { refusedByDisk } from '../../paper/refusedByDisk';
import type { Dialogs } from '../../ports';
import type { Texts } from '../../texts';

export interface SaveFiscalParts {
  readonly reader: Pick<ArchiveReader, 'fiscalFile'>;
  readonly dialogs: Pick<Dialogs, 'saveFile'>;
  readonly texts: Texts;
}

export async function saveFiscalFile(
  { reader, dialogs, texts }: SaveFiscalParts,
  fileId: string,
): Promise<{ savedTo?: string }> {
  const path = await reader.fiscalFile(fileId);
  const t = await texts();
  // In the archive its id stands in front.
  const suggestedName = basename(path).slice(fileId.length + 1);
  const to = await dialogs.saveFile({ suggestedName, title: t('save_attachment') });
  if (to === null) return {};
  await copyFile(path, to).catch(refusedByDisk);
  return { savedTo: to };
}
