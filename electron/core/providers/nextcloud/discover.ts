// Finds out what answers at an address: a Nextcloud, an ownCloud, another WebDAV server, or something else entirely.
import { isFailure } from '../../../../shared/errors';
import type { ProviderContext } from '../sdk/context';
import { authFailed, badInput, unavailable } from '../sdk/errors';
import type { HttpAnswer } from '../sdk/http';
import { cloudBase, placeOf } from './address';
import { send, stat } from './dav';
import { readMaintenance, refusalOf } from './errors';
import { accessOf, rememberedServer, serverOf, type Access, type Server } from './server';
import { Status, User, UserData } from './wire';

export interface Found {
  /** Null: no status page, so it can only be another WebDAV server. */
  readonly status: Status | null;
}

/** Asks without a password first: a wrong address never sees one. */
export async function lookAt(access: Access): Promise<Found> {
  const answer = await access.http
    .request({
      method: 'GET',
      url: `${cloudBase(access.address)}/status.php`,
      headers: { accept: 'application/json', 'user-agent': access.userAgent },
    })
    .catch((error: unknown) => {
      throw readMaintenance(error);
    });
  const status = answer.status === 200 ? readStatus(answer) : null;
  if (!status) return { status: null };
  if (!status.installed) throw unavailable('not_installed', { params: { server: placeOf(access.address) } });
  if (status.maintenance || status.needsDbUpgrade) throw unavailable('maintenance');
  return { status };
}

function readStatus(answer: HttpAnswer): Status | null {
  try {
    return Status.safeParse(answer.json()).data ?? null;
  } catch (error) {
    if (isFailure(error)) return null;
    throw error;
  }
}

/** Signs in and learns under which name the files lie. */
export async function signedIn(access: Access, found: Found): Promise<Server> {
  if (!found.status) return plainServer(access);
  const user = await userId(access);
  return serverOf(access, /owncloud/i.test(found.status.productname) ? 'owncloud' : 'nextcloud', user);
}

async function userId(access: Access): Promise<string> {
  const answer = await send(access, {
    method: 'GET',
    url: `${cloudBase(access.address)}/ocs/v1.php/cloud/user?format=json`,
    headers: { 'ocs-apirequest': 'true', accept: 'application/json' },
  });
  if (answer.status !== 200) throw refusalOf(answer, 'OCS user', { path: '/' });
  const parsed = User.safeParse(answer.json());
  const ocs = parsed.data?.ocs;
  // OCS has numbers of its own: 997 is 401, whatever the status of HTTP.
  if (ocs?.meta.statuscode === 997) throw authFailed('login_refused', { details: 'OCS 997' });
  const data = UserData.safeParse(ocs?.data);
  if (data.success) return data.data.id;
  throw unavailable('unexpected_answer', { details: `OCS user: ${String(ocs?.meta.statuscode ?? 'no answer')}` });
}

const NOT_DAV = [200, 301, 302, 400, 404, 405, 406, 410, 415, 501];

async function plainServer(access: Access): Promise<Server> {
  const server = serverOf(access, 'webdav', access.username);
  const wrong = (details: string, cause?: unknown) =>
    badInput('wrong_address', {
      fieldErrors: { base_url: 'wrong_address.what' },
      params: { server: placeOf(access.address) },
      details,
      ...(cause === undefined ? {} : { cause }),
    });
  try {
    const root = await stat(server, `${server.files}/`);
    if (!root) throw wrong('PROPFIND: HTTP 404');
    return server;
  } catch (error) {
    if (!isFailure(error)) throw error;
    const { key, details = '' } = error.spec;
    const status = 'status' in error ? Number(error.status) : 0;
    if (key === 'unexpected_answer' || key === 'html_instead' || NOT_DAV.includes(status)) throw wrong(details, error);
    throw error;
  }
}

/** The server of a verified connection; looked for anew when the login has changed since. */
export async function openServer(ctx: ProviderContext): Promise<Server> {
  const access = accessOf(ctx);
  return rememberedServer(access, ctx.connection.settings) ?? signedIn(access, await lookAt(access));
}
