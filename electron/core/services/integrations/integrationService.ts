// What other programs may ask of Kontor: the calls of the contract's group `integrations`, one line each.
import type { integrations } from '../../../../shared/contract/integrations';
import type { HandlersOf } from '../../../../shared/contract/define';
import type { CompanyId, RunId } from '../../../../shared/domain/ids';
import { Failure } from '../../../../shared/errors';
import type { ArchiveReader } from '../../archive/types';
import type { JobRunner } from '../../jobs/jobRunner';
import type { CompanyService } from '../companyService';
import type { ConnectionService } from '../connectionService';
import { integrationForms, type FormParts } from './integrationForms';
import { integrationShelf, type ShelfParts } from './integrationShelf';
import { companyRef, providerWords, runWords } from './integrationViews';
import { integrationWork, type WorkParts } from './integrationWork';

export type IntegrationService = HandlersOf<typeof integrations, unknown>;

export interface IntegrationParts
  extends Omit<FormParts, 'shelf'>, Omit<WorkParts, 'shelf' | 'service'>, Omit<ShelfParts, 'service' | 'companies'> {
  readonly companyRepo: ShelfParts['companies'];
  readonly companies: Pick<CompanyService, 'create'>;
  readonly service: ConnectionService;
  readonly reader: ArchiveReader;
  readonly runner: () => JobRunner;
}

const USUAL_PAGE = 50;

export function integrationService(parts: IntegrationParts): IntegrationService {
  const { reader, runs, service } = parts;
  const shelf = integrationShelf({ ...parts, companies: parts.companyRepo });
  const forms = integrationForms({ ...parts, shelf });
  const work = integrationWork({ ...parts, shelf });

  type Query = Parameters<ArchiveReader['runs']>[0];
  const page = async (query: Omit<Query, 'limit' | 'before'>, { limit = USUAL_PAGE, before }: Paging) => {
    const from = before === undefined ? {} : { before: cursorOf(before) };
    const found = await reader.runs({ ...query, ...from, limit: limit + 1 });
    const live = new Map(runs.live().map((run) => [run.id, run]));
    const [slugOf, words] = [await shelf.slugs(), await shelf.words()];
    const shown = found.slice(0, limit).map((run) => live.get(run.id) ?? run);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      runs: shown.map((run) => runWords(run, slugOf, words)),
      ...(last === undefined ? {} : { next: `${last.startedAt}_${last.id}` }),
    };
  };
  const runOf = async (runId: RunId) => {
    const run = await runs.get(runId);
    if (!run) throw new Failure({ kind: 'user_input', key: 'error.run_gone' });
    return run;
  };

  return {
    providers: async () => {
      const words = await shelf.words();
      return parts.manifests.map((manifest) => providerWords(manifest, words));
    },
    companies: async () =>
      (await shelf.companies(undefined)).map((company) => ({ ...companyRef(company), country: company.country })),
    addCompany: async ({ name, country, tax_id: taxId }) => ({
      id: await parts.companies.create({ name, country, taxId }),
    }),
    create: async (order) => {
      await forms.create(order);
      return shelf.view(order.id);
    },
    list: async ({ company }) => shelf.views(await shelf.companies(company)),
    get: ({ id }) => shelf.view(id),
    update: async (order) => {
      await forms.update(order);
      return shelf.view(order.id);
    },
    remove: async ({ id, archive = 'keep' }) => service.remove((await shelf.connection(id)).id, archive),
    verify: ({ id }) => work.verify(id),
    syncInvoices: (order) => work.sync(order),
    uploadReport: (order) => work.upload(order),
    logs: async ({ id, ...paging }) => page({ connectionId: (await shelf.connection(id)).id }, paging),
    syncAll: (order) => work.syncAll(order),
    uploadAll: (order) => work.uploadAll(order),
    runs: async ({ company, kind, ...paging }) => {
      const owner = company === undefined ? undefined : (await shelf.companies(company))[0]?.id;
      return page({ ...ofCompany(owner), ...(kind === undefined ? {} : { kind }) }, paging);
    },
    run: async ({ run: runId }) => {
      const run = await runOf(runId);
      const log = await reader.runLog(runId);
      return {
        ...runWords(run, await shelf.slugs(), await shelf.words()),
        log: log.map(({ at, level, key, params }) => ({ at, level, key, params })),
      };
    },
    cancelRun: async ({ run: runId }) => parts.runner().cancelRun((await runOf(runId)).id),
  };
}

interface Paging {
  readonly limit?: number | undefined;
  readonly before?: string | undefined;
}

const ofCompany = (companyId: CompanyId | undefined) => (companyId === undefined ? {} : { companyId });

function cursorOf(text: string): { startedAt: string; id: string } {
  const [startedAt = '', id = ''] = text.split('_');
  return { startedAt, id };
}
