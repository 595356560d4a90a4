// Clients: the cash registers of a TSS.
import { z } from 'zod';
import { json, Refusal } from './answers';
import { bodyOf, merged, MetadataBody, uuidOf } from './bodies';
import { list } from './lists';
import { logSystem, requireAdmin, tssOf, usableTss } from './tss';
import type { Register, SignedInCall, Tss } from './world';

const MOST = 199;

// The service lets `/` through, DSFinV-K does not: what the law forbids is refused here.
const Serial = z.string().regex(/^[A-Za-z0-9 '()+,\-.:=?]{1,70}$/, 'serial_number: not allowed');
const CreateBody = z.strictObject({ serial_number: Serial, metadata: MetadataBody.optional() });
const UpdateBody = z.strictObject({
  state: z.enum(['REGISTERED', 'DEREGISTERED']),
  metadata: MetadataBody.optional(),
});

export function viewRegister(tss: Tss, it: Register): object {
  return {
    serial_number: it.serial,
    state: it.state,
    tss_id: tss.id,
    metadata: it.metadata,
    time_creation: it.createdAt,
    time_update: it.updatedAt,
    _id: it.id,
    _type: 'CLIENT',
    _env: tss.env,
    _version: '2.2.2',
  };
}

export function addRegister(tss: Tss, id: string, serial: string, at: number): Register {
  const register: Register = { id, serial, state: 'REGISTERED', metadata: {}, createdAt: at, updatedAt: at };
  tss.clients.set(id, register);
  return register;
}

export function createRegister(call: SignedInCall): Response {
  const { world } = call;
  const tss = usableTss(call);
  const id = uuidOf(call.params['client'] ?? '');
  const { serial_number, metadata } = bodyOf(call, CreateBody);
  if (tss.state !== 'INITIALIZED')
    throw new Refusal(400, tss.state === 'DISABLED' ? 'E_TSS_DISABLED' : 'E_TSS_NOT_INITIALIZED', tss.state);
  requireAdmin(tss);
  const owner = world.ownerOf(id);
  if (owner && owner !== tss) throw new Refusal(409, 'E_CLIENT_CONFLICT', 'client exists at another TSS');
  const known = tss.clients.get(id);
  if (known) {
    if (known.serial !== serial_number) throw new Refusal(400, 'E_ILLEGAL_CLIENT_SERIAL', 'serial cannot change');
    return json(200, viewRegister(tss, known));
  }
  if ([...tss.clients.values()].some((it) => it.serial === serial_number))
    throw new Refusal(400, 'E_ILLEGAL_CLIENT_SERIAL', 'serial exists already');
  const registered = [...tss.clients.values()].filter((it) => it.state === 'REGISTERED');
  if (registered.length >= MOST) throw new Refusal(403, 'E_CLIENT_LIMIT_REACHED', 'too many clients');
  const made = addRegister(tss, id, serial_number, world.seconds());
  made.metadata = merged({}, metadata);
  logSystem(world, tss, 'registerClient');
  return json(200, viewRegister(tss, made));
}

export function registerOf(call: SignedInCall, tss: Tss): Register {
  const found = tss.clients.get(uuidOf(call.params['client'] ?? ''));
  if (!found) throw new Refusal(404, 'E_CLIENT_NOT_FOUND', 'client not found');
  return found;
}

export function updateRegister(call: SignedInCall): Response {
  const tss = usableTss(call);
  const { state, metadata } = bodyOf(call, UpdateBody);
  requireAdmin(tss);
  const register = registerOf(call, tss);
  if (register.state !== state)
    logSystem(call.world, tss, state === 'REGISTERED' ? 'registerClient' : 'deregisterClient');
  register.state = state;
  register.metadata = merged(register.metadata, metadata);
  register.updatedAt = call.world.seconds();
  return json(200, viewRegister(tss, register));
}

const listing = {
  type: 'CLIENT_LIST',
  orders: {
    time_creation: ({ it }: Owned) => it.createdAt,
    serial_number: ({ it }: Owned) => it.serial,
    state: ({ it }: Owned) => it.state,
  },
  filter: 'state' as const,
  states: ['REGISTERED', 'DEREGISTERED'],
  stateOf: ({ it }: Owned) => it.state,
  shown: ({ tss, it }: Owned) => viewRegister(tss, it),
};
interface Owned {
  readonly tss: Tss;
  readonly it: Register;
}

export function listRegisters(call: SignedInCall): Response {
  const tss = tssOf(call);
  return list(
    call,
    [...tss.clients.values()].map((it) => ({ tss, it })),
    listing,
  );
}

export function listAllRegisters(call: SignedInCall): Response {
  const own = [...call.world.tss.values()].filter(
    (it) => it.organization === call.key.organization && it.env === call.key.env,
  );
  return list(
    call,
    own.flatMap((tss) => [...tss.clients.values()].map((it) => ({ tss, it }))),
    listing,
  );
}
