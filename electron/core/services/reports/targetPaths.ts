// Where a file of a month will lie, before anything is sent: `/<base>/{YYYY}/{MM}/{file}`. The same at every provider.
import type { ConnectionId, Month } from '../../../../shared/domain/ids';
import type { FieldValues } from '../../../../shared/forms/fields';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import { legalName } from '../../providers/sdk/names';
import { segmentsOf, shownPath } from '../../providers/sdk/paths';

interface Destination {
  readonly id: ConnectionId;
  readonly settings: FieldValues;
  readonly files: NonNullable<ProviderManifest['files']>;
}

export function targetPath({ settings, files }: Omit<Destination, 'id'>, month: Month, fileName: string): string {
  const base = segmentsOf(String(settings[files.baseFolderField] ?? ''));
  return shownPath([...base, month.slice(0, 4), month.slice(5, 7), legalName(fileName)]);
}
