// The wizard's last step: what was checked becomes a connection, with every secret sealed, in one transaction.
import { Failure } from '../../../shared/errors';
import type { CompanyId, ConnectionId } from '../../../shared/domain/ids';
import { ConnectionSlug } from '../../../shared/domain/ids';
import type { FlowView } from '../../../shared/contract/connect';
import type { FieldValues } from '../../../shared/forms/fields';
import type { Connection, SealedValue } from '../db/repositories/connection.repo';
import type { ConnectionAction } from '../providers/sdk/actions';
import type { ProviderManifest, VerifyResult } from '../providers/sdk/defineProvider';
import { instantOf } from '../time';
import type { ConnectParts } from './connectParts';
import type { memorySession } from './providerRuntime';
import { splitValues } from './splitValues';

export interface Flow {
  view: FlowView;
  readonly manifest: ProviderManifest;
  /** The connection's id from the first try on: failed checks are already its history. */
  readonly connectionId: ConnectionId;
  readonly existing: Connection | null;
  readonly action: ConnectionAction | null;
  /** What the action asked beside the fields; never stored. */
  answers: FieldValues;
  values: FieldValues;
  session: ReturnType<typeof memorySession>;
  result: VerifyResult | null;
  abort: AbortController;
  touchedMs: number;
}

export interface SaveOrder {
  readonly title: string;
  readonly slugText: string;
  /** Answers the unique key or refuses what is already connected. */
  readonly refuseDouble: (flow: Flow, companyId: CompanyId, identity: string, settings: FieldValues) => Promise<string>;
}

export async function saveFlow(
  parts: ConnectParts,
  flow: Flow,
  order: SaveOrder,
): Promise<{ connectionId: ConnectionId; companyId: CompanyId }> {
  const { result, manifest } = flow;
  if (!result) throw new Failure({ kind: 'user_input', key: 'connect.not_checked' });
  const slug = flow.existing?.slug ?? (await freeSlug(parts, order.slugText));
  const split = splitValues(manifest.fields, flow.values);
  const settings = { ...split.settings, ...result.settings };
  const companyId = flow.view.companyId ?? (await parts.companies.forFound(result.company, manifest));
  const uniqueKey = await order.refuseDouble(flow, companyId, result.identity, settings);
  const at = instantOf(parts.clock.now());
  const account = { companyId, providerId: manifest.id, identity: result.identity, uniqueKey };
  // One that was never verified has no account yet: its documents may be there from before.
  const isSettled = flow.existing !== null && flow.existing.identity !== '';
  const id = isSettled ? flow.connectionId : await parts.sources.idFor(account, flow.connectionId);
  const connection: Connection = {
    ...account,
    id,
    slug,
    title: order.title,
    settings,
    state: 'ok',
    problem: null,
    createdAt: flow.existing?.createdAt ?? at,
  };
  const sealed = await sealAll(parts, flow, id, split.credentials);
  await parts.sources.save(account, id);
  const before = flow.existing?.id;
  if (before === id) await parts.connections.replace(connection, sealed, at);
  else if (before) await parts.connections.replaceAs(before, connection, sealed, at);
  else await parts.connections.insert(connection, sealed, at);
  if (id !== flow.connectionId) await parts.runs.handOver(flow.connectionId, id);
  return { connectionId: id, companyId };
}

async function freeSlug(parts: ConnectParts, text: string): Promise<ConnectionSlug> {
  const slug = ConnectionSlug.safeParse(text);
  const refuse = (key: string): Failure =>
    new Failure({ kind: 'user_input', key: 'connect.fields', fieldErrors: { slug: key } });
  if (!slug.success) throw refuse('connect.field.slug');
  if ((await parts.connections.slugs()).includes(slug.data)) throw refuse('connect.field.slug_taken');
  return slug.data;
}

async function sealAll(
  parts: ConnectParts,
  flow: Flow,
  id: ConnectionId,
  credentials: ReadonlyMap<string, string>,
): Promise<SealedValue[]> {
  const one = async (kind: SealedValue['kind'], field: string, place: string, value: string): Promise<SealedValue> => ({
    kind,
    field,
    token: await parts.sealer.seal(id, place, value),
  });
  return Promise.all([
    ...[...credentials].map(([field, value]) => one('credential', field, field, value)),
    ...[...flow.session.entries()].map(([field, value]) => one('session', field, `session.${field}`, value)),
  ]);
}
