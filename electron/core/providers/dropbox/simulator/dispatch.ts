// Who answers a call: by host and path, after the token, its scope and the arguments are found right.
import { underFault } from '../../sdk/simulatorKit';
import { account, createFolder, getMetadata, listFolder, listOn, remove, space } from './rpc';
import { append, download, finish, startSession, upload } from './content';
import { ARGS, isRoute, SCOPE_OF, type ArgsOf, type Route } from './args';
import { badArgument, notAuthorised, refused, slowDown, writeRefusal } from './answers';
import type { Call } from './world';

const HANDLERS: { readonly [R in Route]: (call: Call, args: ArgsOf<R>) => Response } = {
  '/users/get_current_account': account,
  '/users/get_space_usage': ({ world }) => space(world),
  '/files/create_folder_v2': ({ world }, args) => createFolder(world, args),
  '/files/get_metadata': ({ world }, args) => getMetadata(world, args),
  '/files/list_folder': ({ world }, args) => listFolder(world, args),
  '/files/list_folder/continue': ({ world }, args) => listOn(world, args),
  '/files/delete_v2': ({ world }, args) => remove(world, args),
  '/files/upload': upload,
  '/files/upload_session/start': startSession,
  '/files/upload_session/append_v2': append,
  '/files/upload_session/finish': finish,
  '/files/download': download,
};

/** `/api.dropboxapi.com/2/files/upload`: the host that was asked is the first segment. */
export async function dispatch(call: Call, pathname: string): Promise<Response> {
  return underFault(
    call.fault,
    () => route(call, pathname),
    (name) => namedAnswer(name, pathname),
  );
}

function namedAnswer(name: string, pathname: string): Response | null {
  switch (name) {
    case 'html_page':
      return new Response('<!DOCTYPE html><html><body>Welcome to the guest network</body></html>', {
        headers: { 'content-type': 'text/html' },
      });
    case 'expired_token':
      return notAuthorised('expired_access_token');
    case 'too_many_requests':
      return slowDown('too_many_requests');
    case 'too_many_requests_plain':
      return new Response('too many requests', { status: 429, headers: { 'retry-after': '7' } });
    case 'quota_full':
      return pathname.includes('upload_session/append') ? refused(writeRefusal(['insufficient_space'])) : null;
    default:
      return null;
  }
}

function route(call: Call, pathname: string): Response | Promise<Response> {
  const { world, request } = call;
  const [, host = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
  if (host === 'www.dropbox.com' && path === '/oauth2/authorize' && request.method === 'GET')
    return world.auth.page(request);
  if (host === 'api.dropboxapi.com' && path === '/oauth2/token') return tokens(call);
  const api = /^\/2(\/.*)$/.exec(path)?.[1] ?? '';
  const isContent = /^\/files\/(?:upload|download)/.test(api);
  const isRight = isRoute(api) && host === (isContent ? 'content.dropboxapi.com' : 'api.dropboxapi.com');
  if (!isRight) return new Response('Unknown API function', { status: 404 });
  return request.method === 'POST' ? apiCall(call, api, isContent) : badArgument(api.slice(1), 'Expected POST');
}

/** The body has been read; the server wants its own. */
function tokens({ world, request, body }: Call): Promise<Response> {
  const { method, headers } = request;
  return world.auth.token(new Request(request.url, { method, headers, body: new Uint8Array(body) }));
}

function apiCall(call: Call, api: Route, isContent: boolean): Response {
  const { world, request } = call;
  const name = api.slice(1);
  if (request.headers.get('authorization') === null)
    return badArgument(name, 'Must provide HTTP header "Authorization" or URL parameter "authorization".');
  const scope = world.auth.scopeOf(request);
  if (scope === null) return notAuthorised('invalid_access_token');
  const required = SCOPE_OF[api];
  if (!scope.split(' ').includes(required)) return notAuthorised('missing_scope', { required_scope: required });
  const problem = typeProblem(request, api, isContent);
  if (problem !== null) return badArgument(name, problem);
  const told = isContent ? headerArgs(request) : call.body.toString('utf8') || 'null';
  if (isContent && !world.options.takesUtf8Headers && /[^\x20-\x7e]/.test(told))
    return badArgument(name, 'HTTP header "Dropbox-API-Arg": not ASCII');
  const args = ARGS[api].safeParse(parsed(told));
  if (!args.success) return badArgument(name, `request body: ${args.error.issues[0]?.message ?? ''}`);
  const handler = HANDLERS[api] as (call: Call, args: unknown) => Response;
  return handler(call, args.data);
}

/** Headers come as single bytes; UTF-8 in them has to be put together. */
function headerArgs(request: Request): string {
  return Buffer.from(request.headers.get('dropbox-api-arg') ?? '', 'latin1').toString('utf8');
}

function typeProblem(request: Request, api: Route, isContent: boolean): string | null {
  const type = request.headers.get('content-type');
  if (!isContent) {
    const isGood = type === null || /^application\/json(?:; *charset=utf-8)?$/i.test(type);
    return isGood ? null : `Bad HTTP "Content-Type" header: "${type}"`;
  }
  if (api === '/files/download') return type === null || /octet-stream|text\/plain/.test(type) ? null : 'Bad type';
  return type === 'application/octet-stream' ? null : `Bad HTTP "Content-Type" header: "${type ?? ''}"`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
