// What a shop does with its TSE: found one, register a till, choose a new PIN, disable one for good.
import type { FieldValues } from '../../../../shared/forms/fields';
import type { ActionResult, RunAction } from '../sdk/actions';
import type { WorkContext } from '../sdk/context';
import { badInput } from '../sdk/errors';
import { isRefusal } from './errors';
import { openFiskaly, type Fiskaly } from './session';
import { everyItem, getTss, listTss } from './signDe';
import { addRegister, choosePin, deployTss, disableTss, FOUNDING, foundTss, initializeTss, pukOf } from './tssLife';
import type { Tss } from './wire';

export const foundTssAction: RunAction = async (ctx, values) => {
  const api = openFiskaly(ctx);
  const pin = textOf(values, 'admin_pin');
  // Up to half a minute each; what an earlier try has done is not done again.
  let tss = await begun(ctx, api);
  if (tss.state === 'CREATED') tss = await deployTss(api, tss._id);
  if (tss.state === 'UNINITIALIZED') {
    await choosePin(ctx, api, tss._id, pin);
    tss = await initializeTss(api, tss._id, pin, textOf(values, 'description'));
  }
  await ctx.notes.delete(FOUNDING);
  const puk = await pukOf(ctx, tss._id);
  return {
    lines: [{ key: 'action.found_tss.done', params: { tss: nameOf(tss) } }],
    ...(puk === null ? {} : { once: [{ label: 'action.puk', value: puk }] }),
  };
};

async function begun(ctx: WorkContext, api: Fiskaly): Promise<Tss> {
  const known = await ctx.notes.get(FOUNDING);
  if (known === null) return foundTss(ctx, api);
  try {
    const tss = await getTss(api, known);
    // Only a new one is asked for its PUK again.
    return tss.state === 'CREATED' ? await foundTss(ctx, api) : tss;
  } catch (error) {
    if (isRefusal(error, 'E_TSS_NOT_FOUND')) return foundTss(ctx, api);
    throw error;
  }
}

export const addRegisterAction: RunAction = async (ctx, values) => {
  const api = openFiskaly(ctx);
  const tss = await tssNamed(api, values);
  const made = await addRegister(ctx, api, tss._id, textOf(values, 'admin_pin'), textOf(values, 'serial_number'));
  return done('action.add_register.done', { serial: made.serial_number, tss: nameOf(tss) });
};

export const newPinAction: RunAction = async (ctx, values) => {
  const api = openFiskaly(ctx);
  const tss = await tssNamed(api, values);
  const puk = textOf(values, 'admin_puk');
  await choosePin(ctx, api, tss._id, textOf(values, 'new_admin_pin'), puk === '' ? undefined : puk);
  return done('action.new_pin.done', { tss: nameOf(tss) });
};

export const disableTssAction: RunAction = async (ctx, values) => {
  const api = openFiskaly(ctx);
  const tss = await tssNamed(api, values);
  await disableTss(api, tss, textOf(values, 'admin_pin'), textOf(values, 'confirmation'));
  return done('action.disable_tss.done', { tss: nameOf(tss) });
};

function done(key: string, params: Readonly<Record<string, string>>): ActionResult {
  return { lines: [{ key, params: { ...params } }] };
}

/** By the start of its serial number, by its name or its id; without a word the only one that is ready. */
async function tssNamed(api: Fiskaly, values: FieldValues): Promise<Tss> {
  const word = textOf(values, 'tss').toLowerCase();
  const fitting: Tss[] = [];
  for await (const tss of everyItem((order) => listTss(api, order))) {
    const names = [tss._id, tss.serial_number ?? '', tss.description ?? ''].map((name) => name.toLowerCase());
    const isMeant =
      word === '' ? tss.state === 'INITIALIZED' : names.some((name) => name !== '' && name.startsWith(word));
    if (isMeant) fitting.push(tss);
  }
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  throw badInput('which_tss', { params: { found: fitting.length }, fieldErrors: { tss: 'which_tss.what' } });
}

function nameOf({ description, serial_number, _id }: Tss): string {
  return description || (serial_number ?? _id).slice(0, 8);
}

function textOf(values: FieldValues, name: string): string {
  return String(values[name] ?? '').trim();
}
