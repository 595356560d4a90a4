// The archive as the workers run it, without the workers.
import { bundleEntries } from '../../electron/core/bundle/bundleEntries';
import { createReader } from '../../electron/core/archive/createReader';
import { createWriter } from '../../electron/core/archive/createWriter';
import { databaseFile } from '../../electron/core/archive/folders';
import { openArchive } from '../../electron/core/archive/openArchive';
import type { StoreOptions } from '../../electron/core/archive/store';
import type { Archive } from '../../electron/core/kontorApp';
import { openSqlite, type SqliteDatabase } from '../../electron/core/db/openSqlite';
import { providerFormats } from '../../electron/core/archive/providerFormats';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';

const formatFor = await providerFormats();

/** Tests may stop the writer at its write points or look at the database under it. */
export interface InProcessOptions extends Partial<StoreOptions> {
  readonly onOpen?: (db: SqliteDatabase) => void;
}

export function archiveInProcess(
  folder: string,
  manifests: readonly ProviderManifest[],
  { onOpen, ...options }: InProcessOptions = {},
): Archive {
  const db = openArchive(folder);
  onOpen?.(db);
  const writer = createWriter(db, folder, {
    formatFor,
    bundleEntries,
    unpackerFor: (providerId, name) => {
      const load = manifests.find(({ id }) => id === providerId)?.invoices?.unpackers?.[name];
      return load ? load() : Promise.reject(new Error(`no unpacker ${providerId} ${name}`));
    },
    ...options,
  });
  const reader = createReader(openSqlite(databaseFile(folder), { readonly: true }), folder, {
    formatFor,
  });
  return {
    writer,
    reader,
    close: async () => {
      await reader.close();
      await writer.close();
    },
  };
}
