// The check: that the address asks for a token at all, that this one opens a box, and whether anything can arrive in it. Only reading: what
// waits stays where it is.
import { checkSteps } from '../sdk/checkSteps';
import type { Verify } from '../sdk/defineProvider';
import { codeOf } from '../sdk/edi/call';
import { openPostBox } from '../sdk/edi/postBox';
import { askedForToken } from '../sdk/edi/probe';

export const verify: Verify = async (ctx, tick) => {
  const step = checkSteps(ctx, tick);
  const code = codeOf(ctx.connection.settings['registry_code'], 'registry_code');
  const box = openPostBox(ctx);
  await step('reachable', async () => {
    const host = await askedForToken(ctx, 'purchase-invoices');
    return { value: null, note: { note: 'verify.reachable.answers', noteParams: { host } } };
  });
  const waiting = await step('signed_in', async () => {
    const value = await box.waiting();
    return { value, note: { note: 'verify.signed_in.client', noteParams: { code } } };
  });
  await step('receives', async () => {
    const canReceive = await box.canReceive(code);
    return { value: null, note: { note: canReceive ? 'verify.receives.yes' : 'verify.receives.no' } };
  });
  await step('waiting', () => {
    const note = waiting.length === 0 ? 'verify.waiting.none' : 'verify.waiting.some';
    const noteParams = waiting.length === 0 ? {} : { count: waiting.length };
    return Promise.resolve({ value: null, note: { note, noteParams } });
  });
  return {
    // The service does not tell whose box a token opens: the code is the user's word.
    identity: `${code}@${box.base.host}`,
    suggestedTitle: `Krediidiinfo EDI ${code}`,
    company: { name: code, taxId: code },
  };
};
