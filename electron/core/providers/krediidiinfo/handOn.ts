// The client's token for another program of the same company: main asks, main copies.
import type { RunTask } from '../sdk/actions';
import { keyOf } from '../sdk/keyOf';

export const handOnAction: RunTask = async (ctx) => {
  const isHandedOn = await ctx.handOn(keyOf(ctx, 'client_token', 'client token'));
  return { lines: [{ key: isHandedOn ? 'action.hand_on.done' : 'action.hand_on.kept', params: {} }] };
};
