// Connections and runs in the words of the HTTP API. No secret has a way in here.
import type { ConnectionView } from '../../../../shared/contract/connections';
import type {
  IntegrationProvider,
  IntegrationView,
  RunWords,
  StartedRun,
} from '../../../../shared/contract/integrations';
import type { ConnectionSlug } from '../../../../shared/domain/ids';
import type { RunPart, RunView } from '../../../../shared/contract/runs';
import type { AppError } from '../../../../shared/errors';
import type { Company } from '../../db/repositories/company.repo';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import type { Words } from '../../words/problemWords';
import { capabilitiesOf } from '../connectionLooks';
import { integrationTypeOf } from './guideValues';

export type SlugOf = (connectionId: string) => ConnectionSlug | undefined;

export function providerWords(manifest: ProviderManifest, words: Words): IntegrationProvider {
  return {
    id: manifest.id,
    name: manifest.name,
    integration_type: integrationTypeOf(manifest),
    countries: [...manifest.countries],
    capabilities: capabilitiesOf(manifest),
    fields: manifest.fields.map((field) => ({
      id: field.id,
      label: words.ofProvider(manifest, `field.${field.id}.label`),
      kind: field.kind,
      is_secret: field.store === 'credentials',
      is_required: field.required,
      ...(field.choices === undefined ? {} : { choices: field.choices }),
      ...(field.defaultValue === undefined ? {} : { default: field.defaultValue }),
      ...(field.showWhen === undefined ? {} : { only_when: field.showWhen }),
    })),
  };
}

export const companyRef = ({ id, name, taxId }: Company): IntegrationView['company'] => ({
  id,
  name,
  ...(taxId === null ? {} : { tax_id: taxId }),
});

interface ViewParts {
  readonly view: ConnectionView;
  readonly company: Company;
  readonly manifest: ProviderManifest;
  readonly words: Words;
}

export function integrationView({ view, company, manifest, words }: ViewParts): IntegrationView {
  const { base_url: address, ...settings } = view.settings;
  return {
    id: view.slug,
    provider: view.providerId,
    integration_type: integrationTypeOf(manifest),
    title: view.title,
    company: companyRef(company),
    state: view.state,
    settings,
    stored_credentials: [...view.storedCredentials].sort(),
    created_at: view.createdAt,
    ...(view.problem === undefined ? {} : { problem: words.problem(view.problem) }),
    ...(view.identity === '' ? {} : { identity: view.identity }),
    ...(typeof address === 'string' ? { base_url: address } : {}),
    ...(view.lastGoodRunAt === undefined ? {} : { last_good_run_at: view.lastGoodRunAt }),
    ...(view.runningRunId === undefined ? {} : { running_run: view.runningRunId }),
  };
}

const inWords = (words: Words, problem: AppError | undefined): Pick<RunWords, 'problem'> =>
  problem === undefined ? {} : { problem: words.problem(problem) };

export function runWords(run: RunView, slugOf: SlugOf, words: Words): RunWords {
  const { range } = run;
  return {
    id: run.id,
    kind: run.kind,
    trigger: run.trigger,
    state: run.state,
    started_at: run.startedAt,
    ...(run.endedAt === undefined ? {} : { ended_at: run.endedAt }),
    ...(run.month === undefined ? {} : { month: run.month }),
    ...(range === undefined ? {} : { date_from: range.from, date_to: range.to }),
    ...(run.tag === undefined ? {} : { project_id: run.tag }),
    parts: run.parts.map((part) => partWords(part, slugOf, words)),
    ...inWords(words, run.problem),
  };
}

function partWords(part: RunPart, slugOf: SlugOf, words: Words): RunWords['parts'][number] {
  const integration = part.connectionId === undefined ? undefined : slugOf(part.connectionId);
  return {
    ...(integration === undefined ? {} : { integration }),
    state: part.state,
    done: part.done,
    ...(part.total === undefined ? {} : { total: part.total }),
    unit: part.unit,
    new_count: part.newCount,
    changed_count: part.changedCount,
    known_count: part.knownCount,
    unreadable_count: part.unreadable.length,
    ...(part.waitsUntil === undefined ? {} : { waits_until: part.waitsUntil }),
    ...inWords(words, part.problem),
  };
}

export function startedRun({ runId, answeredFrom }: { runId: RunView['id']; answeredFrom?: string }): StartedRun {
  const follow = `/api/runs/${runId}`;
  return {
    run: runId,
    follow,
    events: `${follow}/events`,
    ...(answeredFrom === undefined ? {} : { answered_from: answeredFrom }),
  };
}
