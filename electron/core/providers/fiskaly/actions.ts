// What a shop does with its TSE: found one, register a till, choose a new PIN, disable one for good.
import type { FieldValues } from '../../../../shared/forms/fields';
import type { RunTask, TaskResult } from '../sdk/actions';
import { checkSteps } from '../sdk/checkSteps';
import type { WorkContext } from '../sdk/context';
import { badInput } from '../sdk/errors';
import { isRefusal } from './errors';
import { openFiskaly, type Fiskaly } from './session';
import { everyItem, getTss, listTss } from './signDe';
import { addRegister, choosePin, deployTss, disableTss, FOUNDING, foundTss, initializeTss, pukOf } from './tssLife';
import { nameOfTss, type Tss } from './wire';

export const foundTssAction: RunTask = async (ctx, answers, tick) => {
  const api = openFiskaly(ctx);
  const step = checkSteps(ctx, tick);
  const pin = textOf(answers, 'admin_pin');
  // Up to half a minute each; what an earlier try has done is not done again.
  let tss = await step('created', async () => ({ value: await begun(ctx, api) }));
  const move = async (id: string, isDue: boolean, work: () => Promise<Tss>): Promise<void> => {
    tss = await step(id, async () => (isDue ? { value: await work() } : { value: tss, isSkipped: true }));
  };
  await move('deployed', tss.state === 'CREATED', () => deployTss(api, tss._id));
  const isNew = tss.state === 'UNINITIALIZED';
  await move('pin', isNew, () => choosePin(ctx, api, tss._id, pin).then(() => tss));
  await move('initialized', isNew, () => initializeTss(api, tss._id, pin, textOf(answers, 'description')));
  await ctx.notes.delete(FOUNDING);
  const puk = await pukOf(ctx, tss._id);
  return {
    lines: [{ key: 'action.found_tss.done', params: { tss: nameOfTss(tss) } }],
    ...(puk === null ? {} : { once: [{ label: 'action.puk', value: puk }] }),
  };
};

/** What became of one that was never ready: fiskaly takes a new one back after three months, and wipes those for tests. */
const OVER: ReadonlySet<Tss['state']> = new Set(['DISABLED', 'DEFECTIVE', 'DELETED', 'EVICTED']);
const OVER_CODES = ['E_TSS_DELETED', 'E_TSS_EVICTED', 'E_TSS_DEFECTIVE'];

async function begun(ctx: WorkContext, api: Fiskaly): Promise<Tss> {
  const known = await ctx.notes.get(FOUNDING);
  if (known === null) return foundTss(ctx, api);
  try {
    const tss = await getTss(api, known);
    if (OVER.has(tss.state)) return await foundAnother(ctx, api);
    // Only a new one is asked for its PUK again.
    return tss.state === 'CREATED' ? await foundTss(ctx, api) : tss;
  } catch (error) {
    if (isRefusal(error, 'E_TSS_NOT_FOUND')) return foundTss(ctx, api);
    if (OVER_CODES.some((code) => isRefusal(error, code))) return foundAnother(ctx, api);
    throw error;
  }
}

async function foundAnother(ctx: WorkContext, api: Fiskaly): Promise<Tss> {
  await ctx.notes.delete(FOUNDING);
  return foundTss(ctx, api);
}

export const addRegisterAction: RunTask = async (ctx, answers) => {
  const api = openFiskaly(ctx);
  const tss = await tssNamed(api, answers);
  const made = await addRegister(ctx, api, tss._id, textOf(answers, 'admin_pin'), textOf(answers, 'serial_number'));
  return done('action.add_register.done', { serial: made.serial_number, tss: nameOfTss(tss) });
};

export const newPinAction: RunTask = async (ctx, answers) => {
  const api = openFiskaly(ctx);
  const tss = await tssNamed(api, answers);
  const puk = textOf(answers, 'admin_puk');
  await choosePin(ctx, api, tss._id, textOf(answers, 'new_admin_pin'), puk === '' ? undefined : puk);
  return done('action.new_pin.done', { tss: nameOfTss(tss) });
};

/** Removing the connection takes the sealed PUK along: whoever does that writes it down before. */
export const showPukAction: RunTask = async (ctx, answers) => {
  const tss = await tssNamed(openFiskaly(ctx), answers);
  const puk = await pukOf(ctx, tss._id);
  if (puk === null) throw badInput('puk_not_here', { params: { tss: nameOfTss(tss) } });
  return {
    lines: [{ key: 'action.show_puk.done', params: { tss: nameOfTss(tss) } }],
    once: [{ label: 'action.puk', value: puk }],
  };
};

export const disableTssAction: RunTask = async (ctx, answers) => {
  const api = openFiskaly(ctx);
  const tss = await tssNamed(api, answers);
  await disableTss(api, tss, textOf(answers, 'admin_pin'), textOf(answers, 'confirmation'));
  return done('action.disable_tss.done', { tss: nameOfTss(tss) });
};

export function done(key: string, params: Readonly<Record<string, string>>): TaskResult {
  return { lines: [{ key, params: { ...params } }] };
}

/** By the start of its serial number, by its name or its id; without a word the only one that is ready. */
export async function tssNamed(api: Fiskaly, answers: FieldValues): Promise<Tss> {
  const word = textOf(answers, 'tss').toLowerCase();
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

export function textOf(answers: FieldValues, name: string): string {
  return String(answers[name] ?? '').trim();
}
