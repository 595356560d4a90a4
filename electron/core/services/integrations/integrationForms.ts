// Stores and changes connections for other programs: nothing is asked of a service, so what is new is not verified.
import { Failure } from '../../../../shared/errors';
import type { integrations } from '../../../../shared/contract/integrations';
import type { InputOf } from '../../../../shared/contract/define';
import type { ConnectionId } from '../../../../shared/domain/ids';
import type { FieldValues } from '../../../../shared/forms/fields';
import { parseValues } from '../../../../shared/forms/parseValues';
import type { Connection, ConnectionRepo, SealedValue } from '../../db/repositories/connection.repo';
import type { EventBus } from '../../events/eventBus';
import type { Clock, Ids } from '../../ports';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import { instantOf } from '../../time';
import { uniqueKeyOf, unverifiedKey } from '../connectionLooks';
import { cleaned } from '../pastes';
import { qualify, type FieldSealer, type ProviderRuntime } from '../providerRuntime';
import { splitValues } from '../splitValues';
import { refuseOtherType, valuesOf } from './guideValues';
import type { Shelf } from './integrationShelf';

export interface IntegrationForms {
  create(order: InputOf<(typeof integrations)['create']>): Promise<void>;
  update(order: InputOf<(typeof integrations)['update']>): Promise<void>;
}

export interface FormParts {
  readonly shelf: Shelf;
  readonly connections: ConnectionRepo;
  readonly runtime: Pick<ProviderRuntime, 'stored'>;
  readonly sealer: FieldSealer;
  /** Learns what must never be written down. */
  readonly hide: (secret: string) => void;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function integrationForms(parts: FormParts): IntegrationForms {
  const { shelf, connections, clock } = parts;

  const parsed = (manifest: ProviderManifest, values: FieldValues) => {
    for (const { id, store } of manifest.fields) if (store === 'credentials') parts.hide(String(values[id] ?? ''));
    try {
      return splitValues(manifest.fields, cleaned(manifest, parseValues(manifest.fields, values)));
    } catch (error) {
      throw qualify(manifest.id, error);
    }
  };
  const seal = (id: ConnectionId, credentials: ReadonlyMap<string, string>): Promise<SealedValue[]> =>
    Promise.all(
      [...credentials].map(async ([field, value]): Promise<SealedValue> => ({
        kind: 'credential',
        field,
        token: await parts.sealer.seal(id, field, value),
      })),
    );
  const refuseTaken = async (id: string): Promise<void> => {
    if ((await connections.findBySlug(id)) === null) return;
    throw new Failure({ kind: 'conflict', key: 'api.id_taken', params: { id } });
  };
  const told = (connectionId: ConnectionId): void => {
    parts.events.emit('connections.changed', { connectionId });
  };

  const keyOf = async (connection: Connection, manifest: ProviderManifest, settings: FieldValues): Promise<string> => {
    const { id, identity, companyId } = connection;
    if (identity === '') return connection.uniqueKey;
    const key = uniqueKeyOf(manifest, companyId, identity, settings);
    const taken = await connections.findByUniqueKey(key);
    if (taken && taken.id !== id)
      throw new Failure({ kind: 'conflict', key: 'connect.folder_taken', params: { title: taken.title } });
    return key;
  };

  /** One at a time: two of this computer's programs that want the same id do not meet in the store. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    create: (order) => inTurn(() => create(order)),
    update: (order) => inTurn(() => update(order)),
  };

  async function create(order: InputOf<(typeof integrations)['create']>): Promise<void> {
    const manifest = shelf.manifest(order.provider);
    refuseOtherType(manifest, order.integration_type);
    const values = valuesOf(manifest, order);
    const { settings, credentials } = parsed(manifest, values);
    const company = await shelf.ownerOf(order.company, settings);
    await refuseTaken(order.id);
    const at = instantOf(clock.now());
    const id = parts.ids.uuid() as ConnectionId;
    const connection: Connection = {
      id,
      slug: order.id,
      companyId: company.id,
      providerId: manifest.id,
      title: order.title ?? order.id,
      identity: '',
      uniqueKey: unverifiedKey(id),
      settings,
      state: 'unverified',
      problem: null,
      createdAt: at,
    };
    const sealed = await seal(id, credentials);
    await connections.insert(connection, sealed, at).catch(async (error: unknown) => {
      // Somebody else was faster with the same id.
      await refuseTaken(order.id);
      throw error;
    });
    told(id);
  }

  async function update(order: InputOf<(typeof integrations)['update']>): Promise<void> {
    const connection = await shelf.connection(order.id);
    const manifest = shelf.manifest(connection.providerId);
    if (order.provider !== undefined && order.provider !== manifest.id)
      throw new Failure({ kind: 'user_input', key: 'api.other_provider', params: { provider: manifest.id } });
    refuseOtherType(manifest, order.integration_type);
    const before = await parts.runtime.stored(connection.id, manifest);
    const sent = valuesOf(manifest, order, before.settings);
    const merged = { ...before.settings, ...Object.fromEntries(before.credentials), ...sent };
    const next = parsed(manifest, merged);
    // What verify found out is no field and stays.
    const found = Object.entries(before.settings).filter(([name]) => !manifest.fields.some(({ id }) => id === name));
    const settings = { ...Object.fromEntries(found), ...next.settings };
    refuseNewAddress(manifest, { before: before.settings, now: settings, stored: before.credentials, sent });
    const isOther = (name: string): boolean =>
      next.credentials.get(name) !== before.credentials.get(name) || settings[name] !== before.settings[name];
    const isChanged = manifest.fields.some(
      ({ id, store, kind }) =>
        (store === 'credentials' || kind === 'url' || Object.hasOwn(order.credentials ?? {}, id)) && isOther(id),
    );
    const changed: Connection = {
      ...connection,
      settings,
      title: order.title ?? connection.title,
      uniqueKey: await keyOf(connection, manifest, settings),
      ...(isChanged ? { state: 'unverified', problem: null } : {}),
    };
    // A new sign-in ends every session of the old one.
    const sealed = isChanged ? await seal(connection.id, next.credentials) : null;
    await connections.replace(changed, sealed, instantOf(clock.now()));
    told(connection.id);
  }
}

interface AddressChange {
  readonly before: FieldValues;
  readonly now: FieldValues;
  readonly stored: ReadonlyMap<string, string>;
  readonly sent: FieldValues;
}

/** Whoever names a new server says what it is to be told: a stored secret is not carried to an address that somebody else chose. */
function refuseNewAddress(manifest: ProviderManifest, { before, now, stored, sent }: AddressChange): void {
  const isMoved = manifest.fields.some(({ id, kind }) => kind === 'url' && before[id] !== now[id]);
  const missing = [...stored.keys()].filter((name) => !Object.hasOwn(sent, name));
  if (!isMoved || missing.length === 0) return;
  const fieldErrors = Object.fromEntries(missing.map((name) => [name, 'connect.field.required']));
  throw new Failure({ kind: 'user_input', key: 'api.address_needs_credentials', fieldErrors });
}
