// Turns rows and manifests into what the windows may see. No secret has a way in here.
import type { ConnectionView, NoticeView } from '../../../shared/contract/connections';
import type { Capability, ProviderView } from '../../../shared/contract/providers';
import type { Connection } from '../db/repositories/connection.repo';
import type { ProviderManifest } from '../providers/sdk/defineProvider';

export function capabilitiesOf(manifest: ProviderManifest): Capability[] {
  const ranges = manifest.invoices?.ranges ? (['ranges'] as const) : [];
  const byHand = manifest.invoices?.isByHand ? (['import'] as const) : [];
  return [
    ...(manifest.invoices ? (['invoices', ...ranges, ...byHand] as const) : []),
    ...(manifest.fiscal ? (['fiscal'] as const) : []),
    ...(manifest.sending ? (['sending'] as const) : []),
    ...(manifest.managesClients ? (['clients'] as const) : []),
    ...(manifest.files ? (['files'] as const) : []),
  ];
}

export function providerView(manifest: ProviderManifest): ProviderView {
  return {
    id: manifest.id,
    name: manifest.name,
    letters: manifest.letters,
    countries: [...manifest.countries],
    capabilities: capabilitiesOf(manifest),
    fields: [...manifest.fields],
    signIn: (manifest.signIn ?? []).map(({ id, asks = [], hasGuide = false }) => ({
      id,
      opensBrowser: true,
      asks: [...asks],
      hasGuide,
    })),
    actions: (manifest.actions ?? []).map((action) => ({
      id: action.id,
      kind: action.kind,
      fields: action.kind === 'change' ? [...action.fields] : [],
      questions: [...action.questions],
      steps: action.kind === 'task' ? [...action.steps] : [],
      isDestructive: action.kind === 'task' && action.isDestructive,
      guideSteps: action.guideSteps,
    })),
    facts: [...(manifest.facts ?? [])],
    guideSteps: manifest.guideSteps,
    hasSessions: manifest.sessions !== undefined,
    ...(manifest.guideUrl === undefined ? {} : { guideUrl: manifest.guideUrl }),
    verifySteps: [...manifest.verifySteps],
    texts: manifest.texts,
  };
}

export interface ConnectionFacts {
  readonly storedCredentials: readonly string[];
  readonly lastGood?: { readonly at: string; readonly newCount: number };
  readonly runningRunId?: ConnectionView['runningRunId'];
  readonly notices: readonly NoticeView[];
}

export function connectionView(
  connection: Connection,
  manifest: ProviderManifest,
  facts: ConnectionFacts,
): ConnectionView {
  return {
    id: connection.id,
    slug: connection.slug,
    companyId: connection.companyId,
    providerId: connection.providerId,
    title: connection.title,
    identity: connection.identity,
    state: connection.state,
    capabilities: capabilitiesOf(manifest),
    settings: connection.settings,
    storedCredentials: [...facts.storedCredentials],
    createdAt: connection.createdAt,
    notices: [...facts.notices],
    actions: (manifest.actions ?? []).filter((one) => one.isOffered?.(connection.settings) ?? true).map(({ id }) => id),
    ...(connection.problem ? { problem: connection.problem } : {}),
    ...(facts.lastGood ? { lastGoodRunAt: facts.lastGood.at, lastNewCount: facts.lastGood.newCount } : {}),
    ...(facts.runningRunId ? { runningRunId: facts.runningRunId } : {}),
  };
}

/** `Zielona Kuźnia` -> `zielona-kuznia`, made unique with a number. */
export function suggestSlug(title: string, taken: ReadonlySet<string>): string {
  const base =
    title
      .toLowerCase()
      .replace(/ł/g, 'l')
      .replace(/ß/g, 'ss')
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 48) || 'connection';
  if (!taken.has(base)) return base;
  let n = 2;
  while (taken.has(`${base}-${String(n)}`)) n += 1;
  return `${base}-${String(n)}`;
}

/** Whose documents the archive keeps; anything else is a place where files go. */
export const isSourceKey = (uniqueKey: string): boolean => uniqueKey.startsWith('source|');

/** Of a connection whose account nobody has seen yet: it can be no other's, and is no source's. */
export const unverifiedKey = (id: string): string => `unverified|${id}`;

/** design §3: a source is unique by provider and identity, a destination by company, identity and base folder. */
export function uniqueKeyOf(
  manifest: ProviderManifest,
  companyId: string,
  identity: string,
  settings: Connection['settings'],
): string {
  if (!manifest.files) return `source|${manifest.id}|${identity}`;
  const folder = String(settings[manifest.files.baseFolderField] ?? '/').replace(/\/+$/, '');
  return `destination|${companyId}|${manifest.id}|${identity}|${folder}`;
}
