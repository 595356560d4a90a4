// Finds what other programs name: a connection by its id, a company by its id, its tax id or its name; and shows connections to them.
import { Failure } from '../../../../shared/errors';
import type { IntegrationView } from '../../../../shared/contract/integrations';
import type { ConnectionSlug, Language } from '../../../../shared/domain/ids';
import type { FieldValues } from '../../../../shared/forms/fields';
import { fold } from '../../../../shared/lib/fold';
import type { Company, CompanyRepo } from '../../db/repositories/company.repo';
import type { Connection, ConnectionRepo } from '../../db/repositories/connection.repo';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import { wordsIn, type Words } from '../../words/problemWords';
import type { ConnectionService } from '../connectionService';
import { integrationView, type SlugOf } from './integrationViews';

export interface ShelfParts {
  readonly companies: CompanyRepo;
  readonly connections: ConnectionRepo;
  readonly service: Pick<ConnectionService, 'list'>;
  readonly manifests: readonly ProviderManifest[];
  readonly language: () => Promise<Language>;
}

export interface Shelf {
  words(): Promise<Words>;
  slugs(): Promise<SlugOf>;
  connection(slug: string): Promise<Connection>;
  /** Every company, or the one that is named. */
  companies(name: string | undefined): Promise<readonly Company[]>;
  /** Of a new connection: the one that is named, else the one of a tax id among its values, else the only one. */
  ownerOf(name: string | undefined, values: FieldValues): Promise<Company>;
  views(companies: readonly Company[]): Promise<IntegrationView[]>;
  view(slug: ConnectionSlug): Promise<IntegrationView>;
  manifest(providerId: string): ProviderManifest;
  /** Files that a person brought have no service: no program is told of them. */
  isShown(connection: Pick<Connection, 'providerId'>): boolean;
}

export function integrationShelf(parts: ShelfParts): Shelf {
  const { manifests, connections } = parts;

  const words = async (): Promise<Words> => wordsIn(await parts.language(), manifests);
  const manifest = (providerId: string): ProviderManifest => {
    const found = manifests.find(({ id }) => id === providerId);
    if (found) return found;
    const names = manifests.map(({ id }) => id).join(', ');
    throw new Failure({ kind: 'user_input', key: 'api.unknown_provider', params: { names } });
  };

  const isShown: Shelf['isShown'] = ({ providerId }) => manifests.some(({ id }) => id === providerId);

  const companies: Shelf['companies'] = async (name) => {
    const all = await parts.companies.list();
    if (name === undefined) return all;
    const wanted = fold(name).trim();
    const found = all.find((one) => one.id === name || one.taxId === name || fold(one.name).trim() === wanted);
    if (found) return [found];
    throw new Failure({ kind: 'user_input', key: 'api.company_unknown', params: { names: namesOf(all) } });
  };

  const views: Shelf['views'] = async (owners) => {
    const said = await words();
    const lists = owners.map(async (company) =>
      (await parts.service.list(company.id))
        .filter(isShown)
        .map((view) => integrationView({ view, company, manifest: manifest(view.providerId), words: said })),
    );
    return (await Promise.all(lists)).flat();
  };

  const connection: Shelf['connection'] = async (slug) => {
    const found = await connections.findBySlug(slug);
    if (!found || !isShown(found)) throw new Failure({ kind: 'user_input', key: 'error.connection_gone' });
    return found;
  };

  return {
    isShown,
    words,
    manifest,
    companies,
    views,
    connection,
    slugs: async () => {
      const known = new Map((await connections.list()).map(({ id, slug }) => [String(id), slug]));
      return (id) => known.get(id);
    },
    ownerOf: async (name, values) => {
      const all = await companies(name);
      const said = new Set(Object.values(values));
      const [only, ...others] = all;
      const named =
        all.find(({ taxId }) => taxId !== null && said.has(taxId)) ?? (others.length === 0 ? only : undefined);
      if (named) return named;
      throw new Failure({ kind: 'user_input', key: 'api.company_needed', params: { names: namesOf(all) } });
    },
    view: async (slug) => {
      const { companyId } = await connection(slug);
      const company = await parts.companies.find(companyId);
      const found = company ? (await views([company])).find(({ id }) => id === slug) : undefined;
      if (!found) throw new Failure({ kind: 'user_input', key: 'error.connection_gone' });
      return found;
    },
  };
}

const namesOf = (all: readonly Company[]): string => all.map(({ name }) => name).join(', ') || '—';
