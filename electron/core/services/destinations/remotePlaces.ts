// What the work with a destination's files needs, and how their places are called.
import type { Month } from '../../../../shared/domain/ids';
import type { Connection } from '../../db/repositories/connection.repo';
import type { JobRunner } from '../../jobs/jobRunner';
import type { Dialogs } from '../../ports';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import { segmentsOf, shownPath } from '../../providers/sdk/paths';
import type { Texts } from '../../texts';
import type { JobMaker } from '../jobRows';
import type { SendParts } from '../reports/sendFiles';

export interface DestinationParts extends SendParts {
  readonly runner: () => JobRunner;
  readonly jobs: JobMaker;
  readonly dialogs: Pick<Dialogs, 'saveFile' | 'showInFolder'>;
  readonly texts: Texts;
}

/** `/Kontor/2026/10/bundle.zip` */
export function pathIn(
  { settings }: Pick<Connection, 'settings'>,
  { files }: ProviderManifest,
  below: readonly string[],
): string {
  const base = segmentsOf(String(settings[files?.baseFolderField ?? ''] ?? ''));
  return shownPath([...base, ...below]).normalize('NFC');
}

/** `2026/10` */
export function monthOf(folders: readonly string[]): Month | null {
  const text = folders.slice(-2).join('-');
  return /^20\d{2}-(?:0[1-9]|1[0-2])$/.test(text) ? text : null;
}
