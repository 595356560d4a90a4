// Before a token leaves: whether what answers at the address asks for one at all, as the interface does with every request.
import type { ProviderContext } from '../context';
import { badInput } from '../errors';
import { isHtml } from '../refusals';
import { openCaller } from './call';
import { EDI_JSON } from './mediaTypes';

/** Asks without a token. Resolves with the host when the answer is 401; throws `wrong_address` and what the network throws. */
export async function askedForToken(ctx: ProviderContext, path: string): Promise<string> {
  const caller = openCaller(ctx, null);
  const call = { method: 'GET', url: caller.at(path), accept: EDI_JSON } as const;
  const answer = await ctx.http.request(caller.request(call));
  if (answer.status === 401) return caller.base.host;
  const isSomebodyElse = !isHtml(answer) && (answer.status < 300 || answer.status === 404);
  if (!isSomebodyElse) throw caller.refuse(call, answer);
  throw badInput('wrong_address', {
    params: { host: caller.base.host },
    fieldErrors: { base_url: 'wrong_address.what' },
    details: `GET ${call.url.pathname} without a token: HTTP ${String(answer.status)}`,
  });
}
