// A destination as the app has it: the stores on disk, the archive in its workers, the engine over the real transport, a connection
// that was verified. Only the provider's upload is called directly.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { archiveClient } from '../../electron/core/archive/client';
import { openDatabase } from '../../electron/core/db/openDatabase';
import { budgetRepo } from '../../electron/core/db/repositories/budget.repo';
import { connectionRepo } from '../../electron/core/db/repositories/connection.repo';
import { storeClock } from '../../electron/core/db/storeClock';
import { configTarget } from '../../electron/core/db/target';
import { createRedactor } from '../../electron/core/http/redact';
import { createNodeTransport } from '../../electron/core/http/transports/nodeTransport';
import { networkOf } from '../../electron/core/network';
import type { Host } from '../../electron/core/ports';
import type { WorkContext } from '../../electron/core/providers/sdk/context';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { UploadFile } from '../../electron/core/providers/sdk/files';
import { providerRuntime } from '../../electron/core/services/providerRuntime';
import { systemClock } from '../../electron/core/systemClock';
import { uuidV7 } from '../../electron/core/uuid';
import type { FieldValues } from '../../shared/forms/fields';
import { CONNECTION } from '../support/testArchive';

export interface Login {
  readonly manifest: ProviderManifest;
  readonly settings: FieldValues;
  readonly credentials: Readonly<Record<string, string>>;
}

export interface Destination {
  readonly upload: UploadFile;
  readonly parallelFiles: number;
  /** As one job gets it: what is learnt about the server is learnt anew in each. */
  context(folder: string): WorkContext;
  close(): Promise<void>;
}

const silent = { info: () => undefined, warn: () => undefined };
const unseen = { phase: () => undefined, progress: () => undefined, waiting: () => undefined };

function hostOf(data: string): Host {
  const clock = systemClock();
  const missing = () => Promise.reject(new Error('not here'));
  const folder = (name: string): string => {
    mkdirSync(join(data, name), { recursive: true });
    return join(data, name);
  };
  return {
    clock,
    ids: { uuid: () => uuidV7(Date.now(), randomBytes), random: (bytes) => randomBytes(bytes) },
    secretBox: { isAvailable: () => Promise.resolve(false), backend: missing, seal: missing, open: missing },
    opener: { open: missing },
    dialogs: {
      saveFile: missing,
      confirm: missing,
      showInFolder: missing,
      openFolder: missing,
      openFiles: missing,
      openFile: missing,
      chooseFolder: missing,
    },
    power: { onWake: () => () => undefined, isSaving: () => false },
    connectivity: { isOnline: () => true, isMetered: () => false, onChange: () => () => undefined },
    tray: { isThere: () => false, show: () => undefined },
    desktop: {
      openWindow: () => undefined,
      isWindowInFront: () => false,
      quit: () => undefined,
      autostart: { isOn: () => Promise.resolve(false), set: missing },
      notify: () => undefined,
    },
    printer: { print: missing },
    clipboard: { write: missing, clear: missing },
    transport: createNodeTransport({ isNetworkUp: () => true }),
    paths: { data, spool: folder('spool'), archive: folder('archive'), logs: folder('logs') },
    version: '0.0.0-bench',
    computerName: 'bench',
    platform: 'linux',
    isPackaged: false,
    electronVersion: 'bench',
    systemLanguage: 'en',
    env: {},
    restart: () => undefined,
    startWorker: (entry, workerData) => new Worker(join(process.cwd(), 'dist/main', `${entry}.cjs`), { workerData }),
  };
}

export async function openDestination(data: string, login: Login): Promise<Destination> {
  const { manifest } = login;
  const host = hostOf(data);
  const db = await openDatabase(configTarget({}, data));
  const archive = archiveClient(host);
  await archive.start();
  const redactor = createRedactor();
  const network = networkOf({
    host,
    budgets: budgetRepo(db, host.ids, storeClock('sqlite', host.clock)),
    manifests: [],
    redactor,
  });
  const runtime = providerRuntime({
    clock: host.clock,
    ids: host.ids,
    opener: host.opener,
    writer: archive.writer,
    connections: connectionRepo(db),
    sealer: {
      seal: (_id, _field, value) => Promise.resolve(value),
      open: (_id, _field, token) => Promise.resolve(token),
    },
    http: network.http,
    spoolRoot: host.paths.spool,
    userAgent: 'Kontor/bench',
    hide: redactor.register,
    notices: () => ({ put: () => undefined }),
  });
  const signal = new AbortController().signal;
  const work = (more: FieldValues): WorkContext =>
    runtime.work(
      {
        manifest,
        connectionId: CONNECTION,
        settings: { ...login.settings, ...more },
        credentials: new Map(Object.entries(login.credentials)),
      },
      { signal, log: silent, progress: unseen, spool: host.paths.spool },
    );
  if (!manifest.files) throw new Error(`${manifest.name} takes no files`);
  const verify = await manifest.verify();
  const found = await verify(work({}), () => undefined);
  return {
    upload: await manifest.files.upload(),
    parallelFiles: manifest.files.parallelFiles,
    context: (folder) => work({ ...found.settings, default_folder: folder }),
    close: async () => {
      await archive.close();
      await host.transport.close();
      await db.destroy();
    },
  };
}
