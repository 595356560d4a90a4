// What the screens see of tills: which months are kept, what would be lost when, and whether a receipt is true.
import type { FiscalFileView, FiscalModuleView, FiscalOverview, TillReceipt } from '../../../../shared/contract/fiscal';
import { alarmOf, fetchableMonths, moduleMonths, monthAt } from '../../../../shared/domain/fiscalMonths';
import type { CompanyId, Month } from '../../../../shared/domain/ids';
import { isProven } from '../../../../shared/domain/receipts';
import type { ArchiveReader, ArchiveWriter } from '../../archive/types';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import type { Connection, ConnectionRepo } from '../../db/repositories/connection.repo';
import type { TillAlarm } from '../../desktop/notices';
import type { Clock } from '../../ports';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import type { ScheduleService } from '../scheduleService';
import { listReceipts, type ListReceiptsParts, type ReceiptsOrder } from './listReceipts';
import { notedModules, type ModuleNote } from './moduleNotes';
import { saveFiscalFile, type SaveFiscalParts } from './saveFiscalFile';

export interface FiscalParts extends ListReceiptsParts, SaveFiscalParts {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly connections: ConnectionRepo;
  readonly manifests: readonly ProviderManifest[];
  readonly companies: CompanyRepo;
  readonly schedules: Pick<ScheduleService, 'list'>;
  readonly clock: Clock;
}

export interface FiscalService {
  overview(companyId: CompanyId): Promise<FiscalOverview>;
  files(companyId: CompanyId, month?: Month): Promise<readonly FiscalFileView[]>;
  filePath(fileId: string): Promise<string>;
  save(fileId: string): Promise<{ savedTo?: string }>;
  checkReceipt(companyId: CompanyId, text: string): Promise<TillReceipt>;
  receipts(order: ReceiptsOrder): ReturnType<typeof listReceipts>;
  /** Of every company, what would be lost. */
  alarms(): Promise<readonly TillAlarm[]>;
}

interface Till {
  readonly connection: Connection;
  readonly fiscal: NonNullable<ProviderManifest['fiscal']>;
  readonly note: ModuleNote | null;
}

export function fiscalService(parts: FiscalParts): FiscalService {
  const { writer, reader, connections, manifests, clock } = parts;

  const isTill = (providerId: string): boolean => manifests.find(({ id }) => id === providerId)?.fiscal !== undefined;

  const tillsOf = async (companyId: CompanyId): Promise<readonly Till[]> => {
    const tills: Till[] = [];
    for (const connection of await connections.list(companyId)) {
      const fiscal = manifests.find(({ id }) => id === connection.providerId)?.fiscal;
      if (fiscal) tills.push({ connection, fiscal, note: await notedModules(writer, connection.id) });
    }
    return tills;
  };

  const modulesOf = async (
    { connection, fiscal, note }: Till,
    files: readonly FiscalFileView[],
  ): Promise<readonly FiscalModuleView[]> => {
    const closed = new Set(await reader.closedFiscalMonths(connection.id));
    const own = files.filter(({ connectionId }) => connectionId === connection.id);
    return (note?.modules ?? []).map((module) => {
      const { id, name, serial, state } = module;
      const months = [...moduleMonths(module, own, closed, clock.now(), fiscal)];
      return { connectionId: connection.id, id, name, serial, state, months };
    });
  };

  const hasSchedule = async (companyId: CompanyId, tills: readonly Till[]): Promise<boolean> => {
    // The server that keeps them is away: nobody is told to make what may be there.
    const all = await parts.schedules.list(companyId).catch(() => null);
    if (all === null) return true;
    const own = all.filter(({ isOn }) => isOn);
    return tills.every(({ connection }) =>
      own.some(({ connectionId }) => connectionId === undefined || connectionId === connection.id),
    );
  };

  const overview = async (companyId: CompanyId): Promise<FiscalOverview> => {
    const tills = await tillsOf(companyId);
    const files = await reader.fiscalFiles(companyId);
    const modules = (await Promise.all(tills.map((till) => modulesOf(till, files)))).flat();
    const [memory] = tills.map(({ fiscal }) => fiscal);
    const fetchable = memory === undefined ? [] : fetchableMonths(clock.now(), memory);
    const { alarm, next } = alarmOf(
      modules.flatMap(({ months }) => months),
      fetchable,
    );
    const asOf = tills.flatMap(({ note }) => note?.at ?? []).sort()[0];
    const thisMonth = monthAt(clock.now(), memory?.zone ?? 'UTC');
    return {
      modules,
      alarm,
      hasSchedule: await hasSchedule(companyId, tills),
      notUploaded: files.filter(
        ({ month, receipts, isInterim }) => month < thisMonth && !receipts.some(isProven) && !isInterim,
      ).length,
      ...(asOf === undefined ? {} : { asOf }),
      ...(next === undefined ? {} : { next: { month: next.month, goneFrom: next.goneFrom, daysLeft: next.daysLeft } }),
    };
  };

  return {
    overview,
    alarms: async () => {
      const withTills = new Set(
        (await connections.list()).filter(({ providerId }) => isTill(providerId)).map(({ companyId }) => companyId),
      );
      const alarms: TillAlarm[] = [];
      for (const { id: companyId, name: company } of await parts.companies.list()) {
        const seen = withTills.has(companyId) ? await overview(companyId) : null;
        if (seen?.next !== undefined) alarms.push({ companyId, company, alarm: seen.alarm, ...seen.next });
      }
      return alarms;
    },
    files: (companyId, month) => reader.fiscalFiles(companyId, month),
    receipts: (order) => listReceipts(parts, order),
    filePath: (fileId) => reader.fiscalFile(fileId),
    save: (fileId) => saveFiscalFile(parts, fileId),
    checkReceipt: async (companyId, text) => {
      for (const { id: providerId, fiscal } of manifests) {
        const reading = fiscal === undefined ? null : await (await fiscal.receipt())(text);
        if (reading === null) continue;
        const known = (await tillsOf(companyId)).flatMap(({ connection, note }) =>
          (note?.modules ?? []).map(({ id, name, serial }) => ({ connectionId: connection.id, id, name, serial })),
        );
        const module = known.find(({ serial }) => serial.toLowerCase() === reading.moduleSerial);
        const { verdict, fields } = reading;
        return {
          is: 'read',
          providerId,
          verdict,
          fields: [...fields],
          text: text.trim(),
          ...(module === undefined
            ? {}
            : { module: { connectionId: module.connectionId, id: module.id, name: module.name } }),
        };
      }
      return { is: 'no_code' };
    },
  };
}
