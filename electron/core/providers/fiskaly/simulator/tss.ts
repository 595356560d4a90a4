// The life of a TSS: created, deployed, PIN set with the PUK, initialised, at the end disabled for good.
import { z } from 'zod';
import { json, Refusal } from './answers';
import { bodyOf, merged, MetadataBody, uuidOf } from './bodies';
import { list } from './lists';
import { createSigner } from './signer';
import type { SignedInCall, Tss, TssState, World } from './world';
import { isNamed } from './world';

const OCCUPYING: readonly TssState[] = ['CREATED', 'UNINITIALIZED', 'INITIALIZED'];
const LIMIT = 5;
const STATES: readonly TssState[] = [...OCCUPYING, 'DISABLED', 'DEFECTIVE', 'DELETED', 'EVICTED'];

const CreateBody = z.strictObject({ metadata: MetadataBody.optional() });
const UpdateBody = z.strictObject({
  state: z.enum(['UNINITIALIZED', 'INITIALIZED', 'DISABLED']),
  description: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9 '()+,\-./:=?]*$/)
    .optional(),
  metadata: MetadataBody.optional(),
});
const PinBody = z.strictObject({ admin_puk: z.string().min(10), new_admin_pin: z.string().min(6) });
const LoginBody = z.strictObject({ admin_pin: z.string().min(1) });

export function newTss(world: World, id: string, owner: Pick<Tss, 'organization' | 'env' | 'puk'>): Tss {
  const tss: Tss = {
    ...owner,
    id,
    createdAt: world.seconds(),
    state: 'CREATED',
    description: '',
    metadata: {},
    signer: null,
    pin: null,
    wrongPins: 0,
    isAdmin: false,
    counter: 0,
    times: { time_creation: world.seconds() },
    clients: new Map(),
    transactions: new Map(),
    exports: new Map(),
    logs: [],
  };
  world.tss.set(id, tss);
  return tss;
}

export function tssOf(call: SignedInCall): Tss {
  const tss = call.world.tss.get(uuidOf(call.params['tss'] ?? ''));
  if (tss?.organization !== call.key.organization || tss.env !== call.key.env)
    throw new Refusal(404, 'E_TSS_NOT_FOUND', 'TSS not found');
  return tss;
}

/** For everything that needs the security module. */
export function usableTss(call: SignedInCall): Tss {
  const tss = tssOf(call);
  if (isNamed(call, 'defective')) tss.state = 'DEFECTIVE';
  if (tss.state === 'DEFECTIVE') throw new Refusal(423, 'E_TSS_DEFECTIVE', 'TSS is defective');
  if (tss.state === 'DELETED') throw new Refusal(423, 'E_TSS_DELETED', 'TSS is deleted');
  if (tss.state === 'EVICTED') throw new Refusal(423, 'E_TSS_EVICTED', 'TSS is evicted');
  return tss;
}

export function requireAdmin(tss: Tss): void {
  if (!tss.isAdmin) throw new Refusal(401, 'E_UNAUTHORIZED', 'Authentication as admin required');
}

export function viewTss(tss: Tss, withPuk = false): object {
  return {
    ...(tss.signer
      ? {
          certificate: tss.signer.certificate.toString('base64'),
          serial_number: tss.signer.serial,
          public_key: tss.signer.publicKey.toString('base64'),
          signature_algorithm: 'ecdsa-plain-SHA256',
          signature_timestamp_format: 'unixTime',
          transaction_data_encoding: 'UTF-8',
          signature_counter: String(tss.counter),
          transaction_counter: String(tss.transactions.size),
          max_number_registered_clients: 199,
          max_number_active_transactions: 2000,
          supported_update_variants: 'SIGNED',
          bsi_certification_id: 'BSI-K-TR-0000-2026',
        }
      : {}),
    number_registered_clients: [...tss.clients.values()].filter((it) => it.state === 'REGISTERED').length,
    number_active_transactions: activeCount(tss),
    state: tss.state,
    description: tss.description,
    metadata: tss.metadata,
    ...tss.times,
    ...(withPuk ? { admin_puk: tss.puk } : {}),
    _id: tss.id,
    _type: 'TSS',
    _env: tss.env,
    _version: '2.2.2',
  };
}

export function activeCount(tss: Tss): number {
  return [...tss.transactions.values()].filter((tx) => tx.revisions.at(-1)?.state === 'ACTIVE').length;
}

export function createTss(call: SignedInCall): Response {
  const { world, key } = call;
  const id = uuidOf(call.params['tss'] ?? '');
  const { metadata } = bodyOf(call, CreateBody);
  const known = world.tss.get(id);
  if (known) {
    if (known.organization !== key.organization || known.state !== 'CREATED')
      throw new Refusal(409, 'E_TSS_CONFLICT', 'TSS exists already');
    return json(200, viewTss(known, true));
  }
  const occupied = [...world.tss.values()].filter((it) => it.env === key.env && OCCUPYING.includes(it.state));
  if (key.env === 'TEST' && occupied.length >= LIMIT) throw new Refusal(403, 'E_TSS_LIMIT_REACHED', 'Limit reached');
  const puk = String(1_000_000_000 + world.tss.size * 7_654_321);
  const tss = newTss(world, id, { organization: key.organization, env: key.env, puk });
  tss.metadata = merged({}, metadata);
  return json(200, viewTss(tss, true));
}

export function updateTss(call: SignedInCall): Response {
  const tss = usableTss(call);
  const { state, description, metadata } = bodyOf(call, UpdateBody);
  const from = tss.state;
  const isAllowed =
    (from === 'CREATED' && state === 'UNINITIALIZED') ||
    (from === 'UNINITIALIZED' && state !== 'UNINITIALIZED') ||
    (from === 'INITIALIZED' && state === 'DISABLED');
  if (!isAllowed) throw new Refusal(400, 'E_ILLEGAL_TSS_STATE_CHANGE', `${from} to ${state}`);
  if (state !== 'UNINITIALIZED') requireAdmin(tss);
  if (description !== undefined && state !== 'INITIALIZED')
    throw new Refusal(400, 'E_FAILED_SCHEMA_VALIDATION', 'description: only with INITIALIZED');
  deploy(call.world, tss, state);
  tss.description = description ?? tss.description;
  tss.metadata = merged(tss.metadata, metadata);
  return json(200, viewTss(tss));
}

export function deploy(world: World, tss: Tss, state: 'UNINITIALIZED' | 'INITIALIZED' | 'DISABLED'): void {
  tss.state = state;
  const time = { UNINITIALIZED: 'time_uninit', INITIALIZED: 'time_init', DISABLED: 'time_disable' }[state];
  tss.times[time] = world.seconds();
  if (state === 'UNINITIALIZED')
    tss.signer = createSigner(`kontor-demo-tse-key-${String(world.tss.size)}`, world.seconds());
  else logSystem(world, tss, state === 'INITIALIZED' ? 'initialize' : 'disableSecureElement');
  if (state === 'DISABLED') tss.isAdmin = false;
}

/** System logs use up signature counters like receipts do. */
export function logSystem(world: World, tss: Tss, event: string): void {
  if (!tss.signer) return;
  tss.counter += 1;
  const seconds = world.seconds();
  const { file } = tss.signer.system(event, tss.counter, seconds);
  const name = `Unixt_${String(seconds)}_Sig-${String(tss.counter)}_Log-Sys_${event}.log`;
  tss.logs.push({ counter: tss.counter, seconds, name, file, transaction: null, clientId: null });
}

export function changePin(call: SignedInCall): Response {
  const tss = usableTss(call);
  const body = bodyOf(call, PinBody);
  if (tss.state !== 'UNINITIALIZED' && tss.state !== 'INITIALIZED')
    throw new Refusal(400, 'E_ILLEGAL_TSS_STATE_CHANGE', `PIN while ${tss.state}`);
  if (body.admin_puk !== tss.puk) throw new Refusal(400, 'E_CHANGE_ADMIN_PIN_FAILED', 'PUK is wrong');
  tss.pin = body.new_admin_pin;
  tss.wrongPins = 0;
  logSystem(call.world, tss, 'unblockUser');
  return json(200, {});
}

export function adminLogin(call: SignedInCall): Response {
  const tss = usableTss(call);
  const { admin_pin } = bodyOf(call, LoginBody);
  // Blocked from birth until the PIN was set, and after five wrong ones.
  if (tss.pin === null || tss.wrongPins >= LIMIT) throw new Refusal(423, 'E_ADMIN_PIN_BLOCKED', 'PIN is blocked');
  logSystem(call.world, tss, 'authenticateUser');
  if (admin_pin !== tss.pin) {
    tss.wrongPins += 1;
    throw new Refusal(401, 'E_ADMIN_LOGIN_FAILED', 'PIN is wrong');
  }
  tss.wrongPins = 0;
  tss.isAdmin = true;
  return json(200, {});
}

export function adminLogout(call: SignedInCall): Response {
  const tss = usableTss(call);
  bodyOf(call, z.strictObject({}));
  if (tss.isAdmin) logSystem(call.world, tss, 'logOut');
  tss.isAdmin = false;
  return json(200, {});
}

export function listTss(call: SignedInCall): Response {
  const own = [...call.world.tss.values()].filter(
    (it) => it.organization === call.key.organization && it.env === call.key.env,
  );
  return list(call, own, {
    type: 'TSS_LIST',
    orders: {
      time_creation: (it) => it.createdAt,
      time_init: (it) => it.times['time_init'] ?? 0,
      time_disable: (it) => it.times['time_disable'] ?? 0,
      description: (it) => it.description,
      state: (it) => it.state,
    },
    filter: 'states[]',
    states: STATES,
    stateOf: (it) => it.state,
    shown: (it) => viewTss(it),
  });
}
