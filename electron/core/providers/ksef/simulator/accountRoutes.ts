// What a client asks about itself: limits, allowances, permissions, tokens. And the switches of the test environment.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { badRequest, empty, invalidInput, json } from './http/answers';
import { jsonBody, noBody, pageOffset, pageSize, query } from './http/body';
import type { AuthorizedCall, ProtectedRoute, Route } from './http/call';
import { fromMs, isoTicks } from './instants';
import { tokenView } from './account/tokenRoutes';
import type { World } from './world';

/** Each of these has its own counter in the group `other`. */
const own = (
  method: ProtectedRoute['method'],
  path: string,
  handle: ProtectedRoute['handle'],
  permissions: readonly string[] = [],
): ProtectedRoute => ({ method, path, access: 'token', tokens: ['ContextToken'], group: 'other', permissions, handle });

const scopes = [
  'CredentialsManage',
  'CredentialsRead',
  'InvoiceWrite',
  'InvoiceRead',
  'Introspection',
  'SubunitManage',
  'EnforcementOperations',
  'VatUeManage',
  'CollectiveIdentifierManage',
] as const;

const PersonalQuery = z.strictObject({
  contextIdentifier: z
    .strictObject({ type: z.enum(['Nip', 'InternalId']), value: z.string().min(10).max(16) })
    .nullish(),
  targetIdentifier: z
    .strictObject({ type: z.enum(['Nip', 'AllPartners', 'InternalId']), value: z.string().min(10).max(16).nullish() })
    .nullish(),
  permissionTypes: z.array(z.enum(scopes)).nullish(),
  permissionState: z.enum(['Active', 'Inactive']).nullish(),
});

/** An id in the form of a UUID that stays the same for a token and a scope. */
function permissionId(token: string, scope: string): string {
  const hex = createHash('sha256').update(`${token} ${scope}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** An owner's rights are in no list (dossier §9): only what was granted, or what a token was given. */
const permissionsListed = ({ session }: AuthorizedCall): readonly string[] =>
  session.token ? session.token.permissions : [];

const contextIdentifierOf = ({ session }: AuthorizedCall) =>
  session.context.type === 'Nip' || session.context.type === 'InternalId' ? session.context : null;

async function personalGrants(world: World, call: AuthorizedCall): Promise<Response> {
  const paging = query(call.url, z.strictObject({ pageOffset, pageSize: pageSize(10, 100, 10) }));
  const filter = await jsonBody(call.request, PersonalQuery);
  const { contextNip, token } = call.session;
  const isOther = filter.contextIdentifier && filter.contextIdentifier.value !== contextNip;
  const held = isOther || filter.permissionState === 'Inactive' ? [] : permissionsListed(call);
  const wanted = filter.permissionTypes;
  const all = held.filter((scope) => !wanted?.length || wanted.some((type) => type === scope));
  const start = paging.pageOffset * paging.pageSize;
  const permissions = all.slice(start, start + paging.pageSize).map((permissionScope) => ({
    id: permissionId(token?.referenceNumber ?? '', permissionScope),
    contextIdentifier: contextIdentifierOf(call),
    authorizedIdentifier: { type: 'Nip', value: contextNip.slice(0, 10) },
    permissionScope,
    description: 'Uprawnienie tokenu KSeF',
    permissionState: 'Active',
    startDate: isoTicks(fromMs(world.now() - 90 * 86_400_000)),
    canDelegate: false,
  }));
  return json(200, { permissions, hasMore: start + paging.pageSize < all.length });
}

const TokenQuery = z.strictObject({
  status: z.enum(['Pending', 'Active', 'Revoking', 'Revoked', 'Failed']).optional(),
  description: z.string().min(3).optional(),
  authorIdentifier: z.string().min(3).optional(),
  authorIdentifierType: z.enum(['Nip', 'Pesel', 'Fingerprint']).optional(),
  pageSize: pageSize(10, 100, 10),
});

function listTokens(world: World, call: AuthorizedCall): Response {
  const filter = query(call.url, TokenQuery);
  const own = { type: 'Nip', value: call.session.contextNip };
  const tokens = world.tokens
    .filter((token) => token.contextNip === own.value && (filter.status === undefined || token.state === filter.status))
    .filter((token) => token.description.includes(filter.description ?? ''))
    .slice(0, filter.pageSize)
    .map((token) => tokenView(world, token));
  return json(200, { tokens, continuationToken: null });
}

const whole = z.int().min(0).max(100_000);
const allowance = z.strictObject({ perSecond: whole, perMinute: whole, perHour: whole });
const groups = [
  'onlineSession',
  'batchSession',
  'invoiceSend',
  'invoiceStatus',
  'sessionList',
  'sessionInvoiceList',
  'sessionMisc',
  'invoiceMetadata',
  'invoiceExport',
  'invoiceExportStatus',
  'invoiceDownload',
  'collectiveIdentifier',
  'other',
] as const;
const newer = ['onlineSessionClose', 'batchSessionClose'] as const;

const SetLimits = z.strictObject({
  rateLimits: z.strictObject({
    ...(Object.fromEntries(groups.map((name) => [name, allowance])) as Record<
      (typeof groups)[number],
      typeof allowance
    >),
    ...(Object.fromEntries(newer.map((name) => [name, allowance.optional()])) as Record<
      (typeof newer)[number],
      z.ZodOptional<typeof allowance>
    >),
  }),
});

const Context = z.strictObject({
  contextIdentifier: z
    .strictObject({ type: z.enum(['Nip', 'InternalId', 'NipVatUe', 'PeppolId']), value: z.string() })
    .nullish(),
});

export function accountRoutes(world: World): readonly Route[] {
  const sizes = { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 3, maxInvoices: 10_000 };
  const production = async ({ request }: { readonly request: Request }) => {
    await noBody(request);
    world.limiter.set({});
    return empty(200);
  };
  const block = (isBlocked: boolean): Route => ({
    method: 'POST',
    path: `/testdata/context/${isBlocked ? 'block' : 'unblock'}`,
    access: 'public',
    handle: async ({ request }) => {
      const { contextIdentifier } = await jsonBody(request, Context);
      if (!contextIdentifier) throw invalidInput('contextIdentifier: brak');
      if (isBlocked) world.blockedContexts.add(contextIdentifier.value);
      else world.blockedContexts.delete(contextIdentifier.value);
      return empty(200);
    },
  });
  return [
    own('GET', '/limits/context', () => json(200, { onlineSession: sizes, batchSession: sizes })),
    own('GET', '/limits/subject', () =>
      json(200, { enrollment: { maxEnrollments: 300 }, certificate: { maxCertificates: 100 } }),
    ),
    own('GET', '/rate-limits', () => json(200, world.limiter.allowances)),
    own('POST', '/permissions/query/personal/grants', (call) => personalGrants(world, call)),
    own('GET', '/tokens', (call) => listTokens(world, call)),
    own('DELETE', '/tokens/{referenceNumber}', (call) => revokeToken(world, call)),
    own(
      'GET',
      '/permissions/attachments/status',
      () => json(200, { isAttachmentAllowed: world.options.areAttachmentsAllowed, revokedDate: null }),
      ['CredentialsManage', 'CredentialsRead'],
    ),
    own('POST', '/testdata/rate-limits', async ({ request }) => {
      const { rateLimits } = await jsonBody(request, SetLimits);
      const given = Object.entries(rateLimits).filter(([, value]) => value !== undefined);
      world.limiter.set(Object.fromEntries(given));
      return empty(200);
    }),
    own('DELETE', '/testdata/rate-limits', production),
    own('POST', '/testdata/rate-limits/production', production),
    block(true),
    block(false),
  ];
}

/** A token login may revoke itself; others need a right that tokens do not have here. */
function revokeToken(world: World, { session, params }: AuthorizedCall): Response {
  const reference = params['referenceNumber'] ?? '';
  const token = world.tokens.find((known) => known.referenceNumber === reference);
  if (!token || token !== session.token) throw badRequest(26001, 'Brak możliwości unieważnienia tokenu.');
  token.state = 'Revoked';
  return empty(204);
}
