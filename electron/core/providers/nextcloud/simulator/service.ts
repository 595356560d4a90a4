// What is not WebDAV: the status page, OCS and the sign-in of version 2.
import { empty, json, page } from './answers';
import { ACCOUNT, FORBIDDEN } from './options';
import { header, type Call, type LoginFlow } from './world';

export function statusPage({ world }: Call): Response {
  return json(200, {
    installed: true,
    maintenance: world.isInMaintenance,
    needsDbUpgrade: false,
    version: '32.0.2.1',
    versionstring: '32.0.2',
    edition: '',
    productname: world.options.productName,
    extendedSupport: false,
  });
}

function ocs(status: number, statuscode: number, data: unknown): Response {
  return json(status, {
    ocs: { meta: { status: statuscode < 300 ? 'ok' : 'failure', statuscode, message: 'OK' }, data },
  });
}

/** `isAppPassword` is null when nobody is signed in. */
export function handleOcs(call: Call, isAppPassword: boolean | null): Response {
  if (header(call, 'ocs-apirequest') !== 'true') return json(412, { message: 'CSRF check failed' });
  const { path, world, method } = call;
  const version = path.startsWith('/ocs/v1.php/') ? 1 : 2;
  const ok = version === 1 ? 100 : 200;
  if (isAppPassword === null) return ocs(401, 997, []);
  const what = path.replace(/^\/ocs\/v[12]\.php/, '');
  if (method === 'GET' && what === '/cloud/user')
    return ocs(200, ok, {
      id: ACCOUNT.userId,
      email: ACCOUNT.login,
      'display-name': 'Biuro',
      quota: { free: world.freeBytes() },
    });
  if (method === 'GET' && what === '/cloud/capabilities')
    return ocs(200, ok, { version: { major: 32 }, capabilities: capabilities(call) });
  if (method === 'GET' && what === '/core/getapppassword') {
    if (isAppPassword) return ocs(403, 403, []);
    const apppassword = world.unique('App-');
    world.appPasswords.add(apppassword);
    return ocs(200, ok, { apppassword });
  }
  return ocs(404, 998, []);
}

function capabilities({ world }: Call) {
  const { chunking, maxChunkBytes, maxParallel } = world.options;
  const hasChunks = chunking !== 'none';
  return {
    dav: { ...(hasChunks ? { chunking: '1.0' } : {}), bulkupload: '1.0' },
    files: {
      bigfilechunking: hasChunks,
      chunked_upload: { max_size: maxChunkBytes, max_parallel_count: maxParallel },
      forbidden_filenames: FORBIDDEN.names,
      forbidden_filename_basenames: FORBIDDEN.basenames,
      forbidden_filename_characters: FORBIDDEN.characters,
      forbidden_filename_extensions: FORBIDDEN.extensions,
    },
  };
}

const FLOW_LIFE_MS = 20 * 60_000;

export function handleLogin(call: Call): Response | null {
  const { path, method, world } = call;
  if (method === 'POST' && path === '/index.php/login/v2') return startFlow(call);
  if (method === 'POST' && path === '/index.php/login/v2/poll') return pollFlow(call);
  const token = /^\/index\.php\/login\/v2\/flow\/([\w-]+)$/.exec(path)?.[1];
  if (token === undefined || method !== 'GET') return null;
  const flow = world.flows.find((it) => it.loginToken === token && world.now() - it.startedMs < FLOW_LIFE_MS);
  if (!flow) return page(403, 'The sign-in has ended');
  if (world.options.grantsOnOpen) grant(call.world, flow);
  return page(200, flow.granted === null ? `Connect ${flow.agent}` : 'Account connected');
}

export function grant(world: Call['world'], flow: LoginFlow): void {
  flow.granted ??= world.unique('App-');
  world.appPasswords.add(flow.granted);
}

function startFlow(call: Call): Response {
  const { world } = call;
  const flow: LoginFlow = {
    pollToken: world.unique('poll-'),
    loginToken: world.unique('login-'),
    startedMs: world.now(),
    agent: header(call, 'user-agent') ?? 'unknown',
    granted: null,
    isTaken: false,
  };
  world.flows.push(flow);
  const root = `${world.base}/index.php/login/v2`;
  return json(200, {
    poll: { token: flow.pollToken, endpoint: `${root}/poll` },
    login: `${root}/flow/${flow.loginToken}`,
  });
}

function pollFlow(call: Call): Response {
  const { world, body } = call;
  if (header(call, 'content-type')?.startsWith('application/x-www-form-urlencoded') !== true) return empty(400);
  const token = new URLSearchParams(body.toString('utf8')).get('token');
  const flow = world.flows.find((it) => it.pollToken === token && world.now() - it.startedMs < FLOW_LIFE_MS);
  if (!flow || flow.granted === null || flow.isTaken) return json(404, []);
  flow.isTaken = true;
  return json(200, { server: world.base, loginName: ACCOUNT.login, appPassword: flow.granted });
}
