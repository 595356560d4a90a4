// The check: that the address asks for a token at all, that this one is a mediator's, and how the mediator itself stands there. Only reading.
import { checkSteps } from '../sdk/checkSteps';
import type { Verify } from '../sdk/defineProvider';
import { codeOf } from '../sdk/edi/call';
import { openMediator } from '../sdk/edi/mediator';
import { askedForToken } from '../sdk/edi/probe';

export const verify: Verify = async (ctx, tick) => {
  const step = checkSteps(ctx, tick);
  const code = codeOf(ctx.connection.settings['registry_code'], 'registry_code');
  const mediator = openMediator(ctx);
  await step('reachable', async () => {
    const host = await askedForToken(ctx, `clients/${encodeURIComponent(code)}`);
    return { value: null, note: { note: 'verify.reachable.answers', noteParams: { host } } };
  });
  const client = await step('signed_in', async () => ({
    value: await mediator.client(code),
    note: { note: 'verify.signed_in.mediator' },
  }));
  await step('client', () => {
    if (client === null) return Promise.resolve({ value: null, note: { note: 'verify.client.none' } });
    const isOwn = client.mediatorId === code;
    const note = isOwn
      ? { note: 'verify.client.own' }
      : { note: 'verify.client.of', noteParams: { mediator: client.mediatorId } };
    return Promise.resolve({ value: null, note });
  });
  return {
    // The service does not tell whose token it is: the code is the user's word, compared when a client is looked up.
    identity: `${code}@${mediator.host}`,
    suggestedTitle: 'Krediidiinfo EDI, mediator',
    company: { name: code, taxId: code },
  };
};
