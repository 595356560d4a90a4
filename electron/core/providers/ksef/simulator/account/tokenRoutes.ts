// /tokens beyond listing: made by who signed in with a certificate, active after a moment, looked up one by one.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { badRequest, forbidden, json } from '../http/answers';
import { jsonBody } from '../http/body';
import type { AuthorizedCall, ProtectedRoute, Route } from '../http/call';
import { fromMs, isoTicks } from '../instants';
import { referenceNumber } from '../numbers';
import type { IssuedToken } from '../auth/knownTokens';
import type { World } from '../world';

const permissions = z.enum([
  'InvoiceRead',
  'InvoiceWrite',
  'CredentialsRead',
  'CredentialsManage',
  'SubunitManage',
  'EnforcementOperations',
  'Introspection',
  'CollectiveIdentifierManage',
]);
const Order = z.strictObject({ permissions: z.array(permissions).min(1), description: z.string().min(5).max(256) });

export function tokenView(world: World, token: IssuedToken): object {
  const own = { type: 'Nip', value: token.contextNip };
  return {
    referenceNumber: token.referenceNumber,
    authorIdentifier: own,
    contextIdentifier: own,
    description: token.description,
    requestedPermissions: token.permissions,
    dateCreated: isoTicks(fromMs(world.now() - 60_000)),
    status: token.state,
  };
}

async function generate(world: World, { request, session }: AuthorizedCall): Promise<Response> {
  const body = await jsonBody(request, Order);
  const { context } = session;
  if (context.type !== 'Nip' && context.type !== 'InternalId')
    throw badRequest(26002, 'Nie można wygenerować tokena dla obecnego typu kontekstu.');
  if (
    !session.permissions.includes('CredentialsManage') ||
    !body.permissions.every((one) => session.permissions.includes(one))
  )
    throw forbidden('missing-permissions', 'Brak wymaganych uprawnień.', {
      requiredAnyOfPermissions: ['CredentialsManage'],
      presentPermissions: [...session.permissions],
    });
  const reference = referenceNumber('EC', fromMs(world.now()));
  const kind = context.type === 'Nip' ? 'nip' : 'internalId';
  const token = `${reference}|${kind}-${context.value}|${createHash('sha256').update(randomBytes(32)).digest('hex')}`;
  world.addToken({
    token,
    referenceNumber: reference,
    contextNip: context.value,
    description: body.description,
    permissions: body.permissions,
    state: 'Pending',
  });
  return json(202, { referenceNumber: reference, token });
}

/** Asking is what makes it active. */
function one(world: World, { params, session }: AuthorizedCall): Response {
  const found = world.tokens.find(({ referenceNumber: known }) => known === params['referenceNumber']);
  if (found?.contextNip !== session.contextNip) throw badRequest(21405, 'Błąd walidacji.', 'Nie ma takiego tokena.');
  const answer = json(200, tokenView(world, found));
  if (found.state === 'Pending') found.state = 'Active';
  return answer;
}

export function tokenRoutes(world: World): readonly Route[] {
  const own = (method: ProtectedRoute['method'], path: string, handle: ProtectedRoute['handle']): ProtectedRoute => ({
    method,
    path,
    access: 'token',
    tokens: ['ContextToken'],
    group: 'other',
    handle,
  });
  return [
    own('POST', '/tokens', (call) => generate(world, call)),
    own('GET', '/tokens/{referenceNumber}', (call) => one(world, call)),
  ];
}
