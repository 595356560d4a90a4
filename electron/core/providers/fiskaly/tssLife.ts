// The life of a TSS, step by step and guarded: the PUK is sealed before anything else happens, the PIN is never kept, what cannot be
// undone asks for a typed word.
import type { WorkContext } from '../sdk/context';
import { badInput } from '../sdk/errors';
import { isUnclear } from './errors';
import type { Fiskaly } from './session';
import {
  adminLogin,
  adminLogout,
  createRegister,
  createTss,
  getTss,
  moveRegister,
  moveTss,
  setPin,
  uuidV4,
} from './signDe';
import type { Register, Tss } from './wire';

const pukNote = (tssId: string): string => `puk/${tssId}`;
/** Holds the id of the TSS that is being founded until it is ready to sign. */
export const FOUNDING = 'tss/founding';

/** Founds a TSS: its PUK comes only as long as it is new, so it is sealed in the same breath. Costs money: `name` makes it once. */
export async function foundTss(ctx: WorkContext, api: Fiskaly): Promise<Tss> {
  const known = await ctx.notes.get(FOUNDING);
  const tssId = known ?? uuidV4(ctx.ids);
  if (known === null) await ctx.notes.put(FOUNDING, tssId);
  const made = await createTss(api, tssId);
  if (typeof made.admin_puk === 'string') await ctx.notes.put(pukNote(tssId), made.admin_puk, { seal: true });
  return made;
}

/** Shown once to the person who founded it; stays sealed for a forgotten PIN. */
export const pukOf = (ctx: WorkContext, tssId: string): Promise<string | null> => ctx.notes.get(pukNote(tssId));

/** Deploys the security module: takes up to half a minute, and a lost answer is asked about. */
export async function deployTss(api: Fiskaly, tssId: string): Promise<Tss> {
  return moved(api, tssId, 'UNINITIALIZED', { state: 'UNINITIALIZED' });
}

export async function choosePin(
  ctx: WorkContext,
  api: Fiskaly,
  tssId: string,
  pin: string,
  puk?: string,
): Promise<void> {
  if (pin.length < 6) throw badInput('pin_wrong', { fieldErrors: { admin_pin: 'pin_wrong.what' } });
  const known = puk ?? (await pukOf(ctx, tssId));
  if (known === null) throw badInput('puk_wrong', { fieldErrors: { admin_puk: 'puk_wrong.what' } });
  await setPin(api, tssId, { admin_puk: known, new_admin_pin: pin });
}

export async function initializeTss(api: Fiskaly, tssId: string, pin: string, description: string): Promise<Tss> {
  return asAdmin(api, tssId, pin, () =>
    moved(api, tssId, 'INITIALIZED', { state: 'INITIALIZED', ...(description === '' ? {} : { description }) }),
  );
}

/** For good: `typed` must be the serial number's first eight characters, or nothing happens. */
export async function disableTss(api: Fiskaly, tss: Tss, pin: string, typed: string): Promise<Tss> {
  const word = confirmationOf(tss);
  if (typed.trim().toLowerCase() !== word)
    throw badInput('confirmation_wrong', { fieldErrors: { confirmation: 'confirmation_wrong.what' } });
  return asAdmin(api, tss._id, pin, () => moved(api, tss._id, 'DISABLED', { state: 'DISABLED' }));
}

export const confirmationOf = ({ serial_number, _id }: Tss): string => (serial_number ?? _id).slice(0, 8).toLowerCase();

/** Letters of DSFinV-K: fiskaly lets `/` through, the tax office does not. */
export const SERIAL = /^[A-Za-z0-9 '()+,\-.:=?]{1,70}$/;

export async function addRegister(
  ctx: WorkContext,
  api: Fiskaly,
  tssId: string,
  pin: string,
  serial: string,
): Promise<Register> {
  if (!SERIAL.test(serial)) throw badInput('serial_refused', { fieldErrors: { serial_number: 'serial_refused.what' } });
  return asAdmin(api, tssId, pin, () => createRegister(api, tssId, uuidV4(ctx.ids), serial));
}

export async function switchRegister(
  api: Fiskaly,
  register: Register,
  tssId: string,
  pin: string,
  state: Register['state'],
): Promise<Register> {
  return asAdmin(api, tssId, pin, () => moveRegister(api, tssId, register._id, state));
}

/** An open admin session would let every program with the key change the TSS: it ends in any case. */
async function asAdmin<T>(api: Fiskaly, tssId: string, pin: string, work: () => Promise<T>): Promise<T> {
  const leave = () => adminLogout(api, tssId).catch(() => undefined);
  await adminLogin(api, tssId, pin).catch(async (error: unknown) => {
    // Its answer was lost: the session may have begun.
    if (isUnclear(error)) await leave();
    throw error;
  });
  try {
    return await work();
  } finally {
    await leave();
  }
}

async function moved(
  api: Fiskaly,
  tssId: string,
  state: Tss['state'],
  body: Parameters<typeof moveTss>[2],
): Promise<Tss> {
  try {
    return await moveTss(api, tssId, body);
  } catch (error) {
    if (!isUnclear(error)) throw error;
    const now = await getTss(api, tssId);
    if (now.state === state) return now;
    throw error;
  }
}
