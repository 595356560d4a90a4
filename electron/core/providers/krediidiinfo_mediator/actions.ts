// What a mediator does for its clients: registers them, gives and renews their tokens, looks them up, removes them. A token goes from the
// service's answer straight into the client's own sealed connection; no window sees it.
import type { FieldValues } from '../../../../shared/forms/fields';
import type { RunTask, TaskContext, TaskResult } from '../sdk/actions';
import { checkSteps } from '../sdk/checkSteps';
import { codeOf } from '../sdk/edi/call';
import { openMediator, type EdiClient, type Mediator } from '../sdk/edi/mediator';
import { badInput, permissionMissing, rejected } from '../sdk/errors';
import { isRefusal } from '../sdk/refusals';

/** Put before a client is registered, dropped when its token is kept: who died in between goes on instead of meeting its own client. */
const registering = (code: string): string => `registering/${code}`;

export const registerAction: RunTask = async (ctx, answers, tick) => {
  const mediator = openMediator(ctx);
  const code = codeOf(answers['client_code'], 'client_code');
  const step = checkSteps(ctx, tick);
  const isBegun = (await ctx.notes.get(registering(code))) !== null;
  const known = await step('looked_up', async () => ({ value: await mediator.client(code) }));
  if (known !== null) checkOurs(ctx, known);
  if (known !== null && !isBegun) throw rejected('client_is_ours', { params: { code } });
  await ctx.notes.put(registering(code), '1');
  await step('registered', async () => {
    if (known !== null) return { value: null, isSkipped: true };
    await registerOnce(ctx, mediator, code);
    return { value: null };
  });
  return giveToken(ctx, mediator, step, {
    code,
    name: textOf(answers, 'client_name'),
    key: 'action.register_client.done',
  });
};

/** 409 after a lost answer may be our own doing: whose the client is decides. */
async function registerOnce(ctx: TaskContext, mediator: Mediator, code: string): Promise<void> {
  try {
    await mediator.register(code);
  } catch (error) {
    const known = isRefusal(error, 409) ? await mediator.client(code) : null;
    if (known === null) throw error;
    checkOurs(ctx, known);
  }
}

export const renewAction: RunTask = async (ctx, answers, tick) => {
  const mediator = openMediator(ctx);
  const code = codeOf(answers['client_code'], 'client_code');
  const step = checkSteps(ctx, tick);
  await step('looked_up', async () => {
    const known = await mediator.client(code);
    if (known === null) throw rejected('client_unknown', { params: { code } });
    checkOurs(ctx, known);
    return { value: null };
  });
  return giveToken(ctx, mediator, step, { code, name: code, key: 'action.renew_token.done' });
};

interface Given {
  readonly code: string;
  readonly name: string;
  readonly key: string;
}

/** The new token is sealed before anything else happens with it: the one before may be worth nothing from now on. */
async function giveToken(
  ctx: TaskContext,
  mediator: Mediator,
  step: ReturnType<typeof checkSteps>,
  { code, name, key }: Given,
): Promise<TaskResult> {
  const token = await step('token', async () => ({ value: await mediator.newToken(code) }));
  const kept = await step('kept', async () => ({
    value: await ctx.keepConnection({
      providerId: 'krediidiinfo',
      identity: `${code}@${mediator.host}`,
      title: `Krediidiinfo EDI ${code}`,
      company: { name, taxId: code },
      values: {
        base_url: String(ctx.connection.settings['base_url'] ?? ''),
        registry_code: code,
        client_token: token,
      },
    }),
  }));
  await ctx.notes.delete(registering(code));
  const params = { code, title: kept.title, company: kept.company };
  return {
    lines: [
      { key, params: { code } },
      { key: kept.isNew ? 'action.kept.new' : 'action.kept.renewed', params },
    ],
  };
}

export const lookUpAction: RunTask = async (ctx, answers) => {
  const code = codeOf(answers['client_code'], 'client_code');
  const known = await openMediator(ctx).client(code);
  if (known === null) return said('action.look_up_client.nobody', { code });
  if (isOurs(ctx, known)) return said('action.look_up_client.ours', { code });
  return said('action.look_up_client.other', { code, mediator: known.mediatorId });
};

export const removeAction: RunTask = async (ctx, answers) => {
  const code = codeOf(answers['client_code'], 'client_code');
  if (textOf(answers, 'confirmation') !== code)
    throw badInput('confirmation_wrong', { fieldErrors: { confirmation: 'confirmation_wrong.what' } });
  const mediator = openMediator(ctx);
  const known = await mediator.client(code);
  if (known === null) return said('action.remove_client.was_not_there', { code });
  checkOurs(ctx, known);
  // Not found now is the answer to the try before, which was lost.
  await mediator.remove(code);
  return said('action.remove_client.done', { code });
};

const isOurs = (ctx: TaskContext, { mediatorId }: EdiClient): boolean =>
  mediatorId === ctx.connection.settings['registry_code'];

function checkOurs(ctx: TaskContext, client: EdiClient): void {
  if (isOurs(ctx, client)) return;
  throw permissionMissing('other_mediator', { params: { code: client.clientId, mediator: client.mediatorId } });
}

const said = (key: string, params: Readonly<Record<string, string>>): TaskResult => ({
  lines: [{ key, params: { ...params } }],
});

function textOf(answers: FieldValues, name: string): string {
  return String(answers[name] ?? '').trim();
}
