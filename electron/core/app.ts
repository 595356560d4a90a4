// Composition root: puts the core together. Nothing else knows how the parts are made.
import { apiOf } from './api/apiOf';
import { archiveClient, type OnWorkerCrash } from './archive/client';
import { takeRestored } from './backup/takeRestored';
import type { DatabaseOptions } from './db/openDatabase';
import { dispatcher, type Dispatch } from './dispatcher';
import { desktopOf } from './desktop/desktopOf';
import { connectionsOf } from './enduring/connectionsOf';
import { openStore } from './enduring/openStore';
import { eventBus } from './events/eventBus';
import { allHandlers } from './handlers/allHandlers';
import { importService } from './imports/importService';
import { fileSource } from './imports/source';
import { goOnAfterAbsence } from './jobs/afterAbsence';
import { jobRunner, type JobRunner } from './jobs/jobRunner';
import { openLog } from './log/openLog';
import type { Archive, KontorApp } from './kontorApp';
import { networkOf } from './network';
import type { Host } from './ports';
import { lookUp } from './providers/lookUp';
import type { ProviderManifest } from './providers/sdk/defineProvider';
import { shortWorkers, type ShortWorkers } from './shortWorkers';
import { schedulesOf } from './schedule/schedulesOf';
import { startUp } from './startUp';
import { signInPages } from './signIn/pages';
import { checkLinks } from './services/checkLinks';
import { closingService } from './services/closing/closingService';
import { companyService } from './services/companyService';
import { connectionService } from './services/connectionService';
import { connectService } from './services/connectService';
import { demoService } from './services/demoService';
import { documentsOf } from './services/documentsOf';
import { firstCheck } from './services/firstCheck';
import { jobObserver } from './services/jobObserver';
import { fiscalService } from './services/fiscal/fiscalService';
import { healthService } from './services/healthService';
import { keyRotation } from './services/keyRotation';
import { reconcileService } from './services/reconcileService';
import { remoteAccess } from './services/remoteAccess';
import { salesOffice } from './services/sending/salesOffice';
import { reportsOf } from './services/reports/reportsOf';
import { safetyOf } from './services/safety/safetyOf';
import { settingsService } from './services/settingsService';
import { sourceRecords } from './services/sourceRecords';
import { storeService } from './services/storeService';
import { supportService } from './services/supportService';
import { syncService } from './services/syncService';
import { taskReach } from './services/taskReach';
import { openVault } from './services/vaultService';
import { workTools } from './services/workTools';
import { textsOf } from './texts';

/** Throws a Failure when the config store cannot be opened; everything else starts and explains itself on the screen. */
export async function createApp(
  host: Host,
  manifests: readonly ProviderManifest[],
  archiveOf: (host: Host, onCrash: OnWorkerCrash) => Promise<Archive> | Archive = archiveClient,
  configOptions: DatabaseOptions = {},
  { newDrawer, newStager, newChecker, newKeeper }: ShortWorkers = shortWorkers,
): Promise<KontorApp> {
  const { clock, ids } = host;
  takeRestored(host.paths);
  const events = eventBus();
  const log = openLog(host, events);
  const store = await openStore({ host, events, log, options: configOptions });
  const { db, companies, meta } = store;
  const settings = settingsService(meta, events, host.systemLanguage);
  const vault = await openVault({ host, meta, events, redactor: log.redactor, isShared: store.clock.isShared });
  const archive = await archiveOf(host, (entry, error) => {
    log.failed(`archive ${entry}`, ids.uuid().slice(-12), error);
  });
  const [{ writer }, { redactor, tell }] = [archive, log];
  const connections = connectionsOf({ store, vault, writer, log, ids });
  const network = networkOf({ host, budgets: store.budgets, manifests, redactor });

  const known = [...manifests, fileSource];
  const manifestOf = lookUp(known);
  const tools = workTools({ host, store, archive, connections, sealer: vault, http: network.http, events, log });
  const { logFailure, facts, shared, closings, reader, notices, runtime, runs, jobs } = tools;
  const texts = textsOf(settings.language);
  const pages = signInPages({ host, manifests, transport: network.transport, language: settings.language, texts });

  // The runner needs the services' handlers and the services wake the runner: tied together here, once.
  const tied: { runner: JobRunner | null } = { runner: null };
  const runner = (): JobRunner => {
    if (!tied.runner) throw new Error('not started');
    return tied.runner;
  };
  const base = { writer, reader, connections, manifestOf, events, clock, tell };
  const work = { ...base, runtime, runs, runner, jobs, spoolRoot: host.paths.spool };
  const health = healthService({ manifestOf, runtime, notices, clock });
  const sync = syncService({ ...work, health, allowancesOf: network.allowancesOf, newChecker: () => newChecker(host) });
  const ofReports = { ...work, ...host, ids, companies, settings, texts, sync, shared, logFailure };
  const { reports, reportJobs, brought } = reportsOf(ofReports);
  const rotation = keyRotation({ ...store, host, vault, connections, writer, events, logFailure });
  const remote = remoteAccess({ ...work, release: network.engine.release, notices, logFailure });
  const sources = sourceRecords(work);
  const connectionsService = connectionService({
    ...work,
    firstCheck: firstCheck({ ...work, companies, sources, sealer: vault }),
    meta,
    remote,
    notices,
    budgetsOf: network.budgetsOf,
    forgetNetwork: network.engine.forget,
  });
  const linkOf = checkLinks(connections, manifestOf);
  const paper = { linkOf, newDrawer: () => newDrawer(host), dialogs: host.dialogs, texts };
  const { sending, ...office } = salesOffice({
    ...work,
    ...paper,
    db,
    companies,
    ids,
    version: host.version,
    saveSettings: connectionsService.saveSettings,
  });
  const companiesService = companyService({ companies, writer, reader, events, clock, ids });
  const [verify, hide] = [connectionsService.verify, redactor.register];
  const kept = { companies: companiesService, connections, sources, sealer: vault, manifestOf, verify, hide, events };
  const reach = taskReach(host, texts, kept);
  const stagers = { newStager: () => newStager(host), logFailure: log.failed };
  const imports = importService({ ...work, ...stagers, sources, ids, texts, companies, meta });
  const connect = connectService({
    ...work,
    ...kept,
    ...reach,
    closeCircuits: network.engine.closeCircuits,
    ids,
    ...pages,
    remote,
    logFailure: log.failed,
  });
  const ofDemo = { companyRepo: companies, connect, sync, manifests, meta, vault, logFailure };
  const demo = demoService({ ...work, ...ofDemo, companies: companiesService });
  const ofSafety = { host, companies, connectionsService, sync, vault, settings, texts, newKeeper, logFailure };
  const safety = safetyOf({ ...store, ...work, ...ofSafety });
  const askOnce = network.engine.halfOpenCircuits;
  tied.runner = jobRunner({
    writer,
    tell,
    clock,
    ids,
    handlers: {
      sync: sync.run,
      verify: connectionsService.runVerify,
      ...reportJobs,
      send: sending.run,
      send_backup: safety.sent.run,
    },
    observer: jobObserver({ runs, connections, events, askOnce, logFailure: log.failed }),
  });
  const { timetable, schedules } = schedulesOf({
    ...work,
    // What another PC has done is not what this one has.
    reader: archive.reader,
    facts,
    host,
    db,
    storeClock: store.clock,
    companies,
    backups: safety.backups,
    sync,
    reports,
    cancelRun: (runId) => runner().cancelRun(runId),
    logFailure,
  });
  const fiscal = fiscalService({ ...work, companies, manifests, schedules, dialogs: host.dialogs, texts });
  const outside = desktopOf({
    ...store,
    ...work,
    host,
    network,
    schedules,
    sync,
    reports,
    texts,
    language: settings.language,
    tills: fiscal.alarms,
    backupMissedAt: safety.backups.missedAt,
    isLocked: () => vault.view().state !== 'open',
    logFailure,
  });
  const support = supportService({ host, companies, connections, reader, redact: log.redactor.text });
  const documents = documentsOf({
    ...work,
    ...paper,
    ...brought,
    host,
    ids,
    companies,
    settings,
    db,
    storeClock: store.clock,
    logFailure: log.failed,
  });
  const { attachments, completeness } = documents;
  const reconcile = reconcileService({ ...work, completeness, language: settings.language });
  const closing = closingService({ ...work, closings, companies, completeness, reconcile });
  const programs = apiOf({
    ...work,
    ...kept,
    host,
    companyRepo: companies,
    service: connectionsService,
    sync,
    reports,
    manifests,
    language: settings.language,
    dispatch: (name, input) => dispatch(name, input),
    logFailure: log.failed,
  });
  const ofStart = { connectionsService, attachments, rotation, closings, demo, logFailure };
  const starting = startUp({ ...work, ...kept, ...safety, ...ofStart });
  const dispatch: Dispatch = dispatcher(
    allHandlers({
      ...work,
      ...paper,
      host,
      rotation,
      store: storeService({ host, db, runs, view: store.view, hide: log.redactor.register }),
      settings,
      vault,
      support,
      manifests: known,
      companies: companiesService,
      connections: connectionsService,
      connect,
      demo,
      schedules,
      ...outside.calls,
      sending,
      office,
      imports,
      reconcile,
      closing,
      fiscal,
      safety,
      sync,
      ...brought,
      ...documents,
      ...programs,
    }),
    log,
    ids,
    () => clock.monotonic(),
    starting.done,
  );
  let opening: Promise<void> = Promise.resolve();
  return {
    dispatch,
    events,
    texts,
    language: () => settings.language(),
    orders: outside.tray,
    backups: safety.backup,
    staysWithoutWindow: async () => (await schedules.status()).count > 0 || (await safety.backups.isPlanned()),
    start: async () => {
      await store.start();
      await starting.run();
      await outside.apply();
      await runner().start();
      for (const missed of [goOnAfterAbsence(writer, runner()), closings.catchUp]) store.whenThere(missed);
      await sending.finishConfirmed();
      await imports.finishConfirmed();
      timetable.start();
      outside.start();
      safety.start();
      await programs.api.start();
      await brought.watchedFolders.start();
      opening = demo.finishOpening().catch(logFailure.bind(null, 'demo'));
    },
    stop: async () => {
      await programs.api.stop();
      await opening;
      await timetable.stop();
      await reach.stop();
      await outside.stop();
      await safety.stop();
      await brought.watchedFolders.stop();
      await documents.stop();
      await imports.stop();
      await tied.runner?.stop();
      await shared.stop();
      await archive.close();
      await host.transport.close();
      await store.stop();
      await db.destroy();
      log.close();
    },
  };
}
