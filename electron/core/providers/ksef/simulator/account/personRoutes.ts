// Rights of persons: granted, listed, revoked, each as an operation that is asked for afterwards.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { badRequest, json } from '../http/answers';
import { jsonBody, pageOffset, pageSize, query } from '../http/body';
import type { AuthorizedCall, ProtectedRoute, Route } from '../http/call';
import { fromMs, isoTicks } from '../instants';
import { referenceNumber } from '../numbers';
import type { World } from '../world';

const identifier = z.strictObject({ type: z.enum(['Nip', 'Pesel', 'Fingerprint']), value: z.string().min(10).max(64) });
const scopes = z.enum([
  'CredentialsManage',
  'CredentialsRead',
  'InvoiceWrite',
  'InvoiceRead',
  'Introspection',
  'SubunitManage',
  'EnforcementOperations',
  'CollectiveIdentifierManage',
]);
const name = z.strictObject({ firstName: z.string().min(1), lastName: z.string().min(1) });
const Grant = z.strictObject({
  subjectIdentifier: identifier,
  permissions: z.array(scopes).min(1),
  description: z.string().min(5).max(256),
  subjectDetails: z.strictObject({
    subjectDetailsType: z.enum([
      'PersonByIdentifier',
      'PersonByFingerprintWithIdentifier',
      'PersonByFingerprintWithoutIdentifier',
    ]),
    personById: name.nullish(),
    personByFpWithId: z.looseObject({}).nullish(),
    personByFpNoId: z.looseObject({}).nullish(),
  }),
});
const Query = z.strictObject({
  authorIdentifier: z.looseObject({}).nullish(),
  authorizedIdentifier: identifier.nullish(),
  contextIdentifier: z.looseObject({}).nullish(),
  targetIdentifier: z.looseObject({}).nullish(),
  permissionTypes: z.array(scopes).nullish(),
  permissionState: z.enum(['Active', 'Inactive']).nullish(),
  queryType: z.enum(['PermissionsInCurrentContext', 'PermissionsGrantedInCurrentContext']),
});

export function personRoutes(world: World): readonly Route[] {
  const operations = new Map<string, number>();
  const manage = ['CredentialsManage'];
  const own = (
    method: ProtectedRoute['method'],
    path: string,
    handle: ProtectedRoute['handle'],
    permissions: readonly string[] = manage,
  ): ProtectedRoute => ({
    method,
    path,
    access: 'token',
    tokens: ['ContextToken'],
    group: 'other',
    permissions,
    handle,
  });
  const started = (code: number): Response => {
    const reference = referenceNumber('EC', fromMs(world.now()));
    operations.set(reference, code);
    return json(202, { referenceNumber: reference });
  };

  const grant = async ({ request, session }: AuthorizedCall): Promise<Response> => {
    const body = await jsonBody(request, Grant);
    for (const permission of body.permissions)
      world.grants.add({
        id: randomUUID(),
        holder: body.subjectIdentifier,
        contextValue: session.contextNip,
        permissions: [permission],
        description: body.description,
      });
    return started(200);
  };

  const list = async (call: AuthorizedCall): Promise<Response> => {
    const paging = query(call.url, z.strictObject({ pageOffset, pageSize: pageSize(10, 100, 10) }));
    const filter = await jsonBody(call.request, Query);
    const all = world.grants
      .list(call.session.contextNip)
      .filter(({ holder }) => !filter.authorizedIdentifier || filter.authorizedIdentifier.value === holder.value);
    const from = paging.pageOffset * paging.pageSize;
    const permissions = all.slice(from, from + paging.pageSize).map((one) => ({
      id: one.id,
      authorizedIdentifier: one.holder,
      authorIdentifier: { type: 'Nip', value: call.session.contextNip.slice(0, 10) },
      permissionScope: one.permissions[0] ?? 'InvoiceRead',
      description: one.description,
      permissionState: 'Active',
      startDate: isoTicks(fromMs(world.now() - 60_000)),
      canDelegate: false,
    }));
    return json(200, { permissions, hasMore: from + paging.pageSize < all.length });
  };

  return [
    own('POST', '/permissions/persons/grants', grant),
    own('POST', '/permissions/query/persons/grants', list, ['CredentialsManage', 'CredentialsRead']),
    own('DELETE', '/permissions/common/grants/{permissionId}', ({ params }) =>
      started(world.grants.remove(params['permissionId'] ?? '') ? 200 : 400),
    ),
    own(
      'GET',
      '/permissions/operations/{referenceNumber}',
      ({ params }) => {
        const code = operations.get(params['referenceNumber'] ?? '');
        if (code === undefined) throw badRequest(21405, 'Błąd walidacji.', 'Nie ma takiej operacji.');
        return json(200, {
          status: { code, description: code === 200 ? 'Operacja zakończona sukcesem' : 'Odrzucono' },
        });
      },
      [],
    ),
  ];
}
