// Login flow v2: the user signs in to Nextcloud in the browser, Kontor asks until it gets an app password. Needs no password typed here.
import { isFailure } from '../../../../shared/errors';
import type { FieldValues } from '../../../../shared/forms/fields';
import type { FlowContext } from '../sdk/context';
import { badInput, unavailable } from '../sdk/errors';
import { cloudBase, placeOf } from './address';
import { isTransient, refusalOf } from './errors';
import { LoginDone, LoginStarted } from './wire';

const POLL_MS = 2000;
/** Nextcloud forgets the sign-in after 20 minutes. */
const GIVE_UP_MS = 20 * 60_000;

export async function signInWithBrowser(
  ctx: FlowContext,
  values: FieldValues,
  opened: (url: string) => void,
): Promise<FieldValues> {
  const base = cloudBase(String(values['base_url'] ?? ''));
  const { login, poll } = await start(ctx, base);
  opened(login);
  await ctx.opener.open(login);
  const untilMs = ctx.clock.now() + GIVE_UP_MS;
  while (ctx.clock.now() < untilMs) {
    await ctx.clock.sleep(POLL_MS, ctx.signal);
    const done = await ask(ctx, poll);
    if (done) return { base_url: safe(base, done.server), username: done.loginName, password: done.appPassword };
  }
  throw unavailable('sign_in_expired');
}

async function start(ctx: FlowContext, base: string): Promise<LoginStarted> {
  const answer = await ctx.http.request({
    method: 'POST',
    url: `${base}/index.php/login/v2`,
    headers: { accept: 'application/json', 'user-agent': ctx.userAgent },
  });
  if (answer.status === 404 || answer.status === 405) throw notNextcloud(base);
  if (answer.status !== 200) throw refusalOf(answer, 'login flow', { path: '/' });
  const parsed = LoginStarted.safeParse(readJson(answer.json.bind(answer), base));
  if (!parsed.success) throw notNextcloud(base);
  return {
    login: safe(base, parsed.data.login),
    poll: { ...parsed.data.poll, endpoint: safe(base, parsed.data.poll.endpoint) },
  };
}

function readJson(json: () => unknown, base: string): unknown {
  try {
    return json();
  } catch (error) {
    throw isFailure(error) ? notNextcloud(base, error) : error;
  }
}

function notNextcloud(base: string, cause?: unknown) {
  return badInput('no_browser_sign_in', {
    fieldErrors: { base_url: 'no_browser_sign_in.what' },
    params: { server: placeOf(base) },
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Addresses in answers may name another host than the one that was typed, but never a less protected way. */
function safe(base: string, link: string): string {
  const url = new URL(link);
  const isSafe =
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && url.host === new URL(base).host && base.startsWith('http:'));
  if (!isSafe || url.username !== '') throw unavailable('unsafe_link', { params: { host: url.host } });
  return link.replace(/\/+$/, '');
}

/** The password comes once. Null: not yet, or the network failed in between. */
async function ask(ctx: FlowContext, poll: LoginStarted['poll']): Promise<LoginDone | null> {
  try {
    const answer = await ctx.http.request({
      method: 'POST',
      url: poll.endpoint,
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': ctx.userAgent,
      },
      body: new URLSearchParams({ token: poll.token }).toString(),
    });
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw refusalOf(answer, 'login poll', { path: '/' });
    const parsed = LoginDone.safeParse(answer.json());
    if (parsed.success) return parsed.data;
    throw unavailable('unexpected_answer', { details: 'login poll' });
  } catch (error) {
    if (isTransient(error) && !ctx.signal.aborted) return null;
    throw error;
  }
}
