// Sign-in. A token of the middleware works at the backend, not the other way round.
import { z } from 'zod';
import { json, Refusal } from './answers';
import { bodyOf } from './bodies';
import type { ApiKey } from './options';
import type { Call, Token } from './world';

const Body = z.union([
  z.strictObject({ api_key: z.string().min(1), api_secret: z.string().min(1) }),
  z.strictObject({ refresh_token: z.string().min(1) }),
]);

/** Bad credentials: the real answer leaves the code out. */
const refused = (): Refusal => new Refusal(401, null, 'Invalid credentials');

export function authenticate(call: Call): Response {
  const { world, where } = call;
  const body = bodyOf(call, Body);
  const now = world.seconds();
  let key: ApiKey | undefined;
  if ('refresh_token' in body) {
    const token = world.refresh.get(body.refresh_token);
    if (!token || token.endsAt <= now || token.where !== where) throw refused();
    world.refresh.delete(body.refresh_token);
    // Taken back since: the token was good, the key is not.
    key = world.keys.get(token.key.key);
  } else {
    key = world.keys.get(body.api_key);
    if (key?.secret !== body.api_secret) throw refused();
  }
  if (!key) throw refused();
  const { accessSeconds, refreshSeconds } = world.options;
  const [access, refresh] = [world.unique('sim-access'), world.unique('sim-refresh')];
  world.access.set(access, { key, where, endsAt: now + accessSeconds });
  world.refresh.set(refresh, { key, where, endsAt: now + refreshSeconds });
  return json(200, {
    access_token: access,
    access_token_claims: { env: key.env, organization_id: key.organization },
    access_token_expires_in: accessSeconds,
    access_token_expires_at: now + accessSeconds,
    refresh_token: refresh,
    refresh_token_expires_in: refreshSeconds,
    refresh_token_expires_at: now + refreshSeconds,
  });
}

export function authorize(call: Call): ApiKey {
  const { world } = call;
  const header = call.request.headers.get('authorization') ?? '';
  const token = /^Bearer (\S+)$/.exec(header)?.[1];
  const known = token === undefined ? undefined : world.access.get(token);
  if (!known || known.endsAt <= world.seconds() || !mayBeUsed(known.where, call.where))
    throw new Refusal(401, 'E_UNAUTHORIZED', 'The access token is not valid');
  if (known.key.denied?.test(call.path)) throw new Refusal(403, 'E_ACCESS_DENIED', 'Access denied');
  return known.key;
}

function mayBeUsed(made: Token['where'], here: Token['where']): boolean {
  return made === here || (made === 'middleware' && here === 'backend');
}
