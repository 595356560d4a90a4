// Composition root: puts the core together. Nothing else knows how the parts are made.
import { join } from 'node:path';
import type { Language } from '../../shared/domain/ids';
import { archiveClient, type OnWorkerCrash } from './archive/client';
import type { ArchiveReader, ArchiveWriter } from './archive/types';
import { openDatabase } from './db/openDatabase';
import { companyRepo } from './db/repositories/company.repo';
import { connectionRepo } from './db/repositories/connection.repo';
import { metaRepo } from './db/repositories/meta.repo';
import { configTarget } from './db/target';
import { dispatcher, type Dispatch } from './dispatcher';
import { eventBus, type EventBus } from './events/eventBus';
import { appHandlers } from './handlers/app.handlers';
import { catalogueHandlers } from './handlers/catalogue.handlers';
import { invoiceHandlers } from './handlers/invoices.handlers';
import { workHandlers } from './handlers/work.handlers';
import { jobRunner, type JobRunner } from './jobs/jobRunner';
import { openLog } from './log/openLog';
import { networkOf } from './network';
import type { Host } from './ports';
import type { ProviderManifest } from './providers/sdk/defineProvider';
import { companyService } from './services/companyService';
import { connectionService } from './services/connectionService';
import { connectService } from './services/connectService';
import { demoService } from './services/demoService';
import { jobObserver } from './services/jobObserver';
import { jobMaker } from './services/jobRows';
import { providerRuntime } from './services/providerRuntime';
import { recoverRuns } from './services/recoverRuns';
import { reportService } from './services/reportService';
import { runService } from './services/runService';
import { settingsService } from './services/settingsService';
import { supportService } from './services/supportService';
import { syncService } from './services/syncService';
import { openVault } from './services/vaultService';
import { textsOf, type Texts } from './texts';

export interface Archive {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  close(): Promise<void>;
}

export interface KontorApp {
  readonly dispatch: Dispatch;
  readonly events: EventBus;
  /** Texts of menus and dialogs in the language in force. */
  readonly texts: Texts;
  language(): Promise<Language>;
  /** Recovers what a crash left and starts the stored jobs. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Throws a Failure when the config store cannot be opened; everything else starts and explains itself on the screen. */
export async function createApp(
  host: Host,
  manifests: readonly ProviderManifest[],
  archiveOf: (host: Host, onCrash: OnWorkerCrash) => Promise<Archive> | Archive = archiveClient,
): Promise<KontorApp> {
  const { clock, ids } = host;
  const events = eventBus();
  const log = openLog(host);
  const db = await openDatabase(configTarget(host.env, host.paths.data));
  const [companies, connections, meta] = [companyRepo(db), connectionRepo(db), metaRepo(db)];
  const settings = settingsService(meta, events, host.systemLanguage);
  const vault = await openVault({ host, meta, events, redactor: log.redactor });
  const archive = await archiveOf(host, (entry, error) => {
    log.failed(`archive ${entry}`, ids.uuid().slice(-12), error);
  });
  const { writer, reader } = archive;
  const network = networkOf({ host, db, manifests, redactor: log.redactor });

  const manifestOf = (id: string): ProviderManifest => {
    const manifest = manifests.find((candidate) => candidate.id === id);
    if (!manifest) throw new Error(`no provider ${id}`);
    return manifest;
  };
  const jobs = jobMaker(clock, ids);
  const runs = runService({ writer, reader, clock, ids, events });
  const runtime = providerRuntime({
    clock,
    ids,
    opener: host.opener,
    writer,
    connections,
    sealer: vault,
    http: network.http,
    spoolRoot: host.paths.spool,
    userAgent: `Kontor/${host.version}`,
    hide: log.redactor.register,
  });
  const texts = textsOf(settings.language);

  // The runner needs the services' handlers and the services wake the runner: tied together here, once.
  const tied: { runner: JobRunner | null } = { runner: null };
  const runner = (): JobRunner => {
    if (!tied.runner) throw new Error('not started');
    return tied.runner;
  };
  const work = { writer, reader, connections, manifestOf, runtime, runs, runner, jobs, events, clock };
  const spoolRoot = host.paths.spool;
  const sync = syncService({ ...work, spoolRoot });
  const reports = reportService({ ...work, spoolRoot, language: settings.language });
  const connectionsService = connectionService({
    spoolRoot,
    hide: log.redactor.register,
    ...work,
    budgetsOf: network.budgetsOf,
    forgetNetwork: network.engine.forget,
  });
  const companiesService = companyService({ companies, writer, reader, events, clock, ids });
  const connect = connectService({
    forgetNetwork: network.engine.forget,
    connections,
    companies: companiesService,
    manifestOf,
    runtime,
    sealer: vault,
    runs,
    events,
    clock,
    ids,
    opener: host.opener,
    logFailure: log.failed,
  });
  const demo = demoService({
    companies: companiesService,
    companyRepo: companies,
    connections,
    connect,
    sync,
    runs,
    runner,
    writer,
    reader,
    manifests,
    events,
    clock,
    logFailure: (what, error) => {
      log.failed(what, ids.uuid().slice(-12), error);
    },
  });
  tied.runner = jobRunner({
    writer,
    clock,
    ids,
    handlers: {
      sync: sync.run,
      verify: connectionsService.runVerify,
      build: reports.runBuild,
      build_and_upload: reports.runBuildAndUpload,
      upload: reports.runUpload,
    },
    observer: jobObserver({ runs, connections, events, clock, logFailure: log.failed }),
  });
  const support = supportService({ host, companies, connections, reader, redact: log.redactor.text });
  const dispatch = dispatcher(
    {
      ...appHandlers({
        host,
        configStore: join(host.paths.data, 'config.db'),
        settings,
        vault,
        support,
        manifests,
        texts,
      }),
      ...catalogueHandlers({ manifests, companies: companiesService, connections: connectionsService, connect, demo }),
      ...invoiceHandlers({ reader, connections, manifestOf, dialogs: host.dialogs, texts }),
      ...workHandlers({
        sync,
        runs,
        reports,
        connections: connectionsService,
        connectionRepo: connections,
        runner,
        reader,
        dialogs: host.dialogs,
        clock,
        hasFiles: (id) => manifestOf(id).files !== undefined,
      }),
    },
    log,
    ids,
    () => clock.monotonic(),
  );

  return {
    dispatch,
    events,
    texts,
    language: () => settings.language(),
    start: async () => {
      await writer.recover();
      await companiesService.announce();
      await recoverRuns(writer, runs);
      await runner().start();
    },
    stop: async () => {
      await tied.runner?.stop();
      await archive.close();
      await host.transport.close();
      await db.destroy();
      log.close();
    },
  };
}
