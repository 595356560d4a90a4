// Can this company receive? Asked before an invoice is written, or out of curiosity; changes nothing.
import type { RunTask } from '../sdk/actions';
import { codeOf } from '../sdk/edi/call';
import { openPostBox } from '../sdk/edi/postBox';

export const lookUpAction: RunTask = async (ctx, answers) => {
  const code = codeOf(answers['receiver_code'], 'receiver_code');
  const canReceive = await openPostBox(ctx).canReceive(code);
  return { lines: [{ key: canReceive ? 'action.look_up.receives' : 'action.look_up.does_not', params: { code } }] };
};
