// How packages are made, in both directions. TarGz compresses across invoices: a package is a fraction of the ZIP's size, so fewer bytes go
// through an office's slow upload within the minutes that a part's link lives. A gateway that knows only ZIP is told so in the settings.
import type { FieldValues } from '../../../../shared/forms/fields';

export function packagingOf(settings: FieldValues) {
  return settings['archive_format'] === 'Zip'
    ? ({ compressionType: 'Zip', packaging: 'zip' } as const)
    : ({ compressionType: 'TarGz', packaging: 'tar.gz' } as const);
}
