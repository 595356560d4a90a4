// The sign-ins that KSeF knows of in this context, and the end of one of them.
import { formatNip } from '../../../../shared/domain/taxId';
import type { ProviderContext } from '../sdk/context';
import type { RemoteSession } from '../sdk/defineProvider';
import { readAccessToken } from './accessToken';
import { allPages } from './api/caller';
import { fromMs, toMs } from './instants';
import { openKsefClient } from './ksefClient';

const MAX = 500;

export async function listSessions(ctx: ProviderContext): Promise<readonly RemoteSession[]> {
  const { authSessions, session } = openKsefClient(ctx);
  const found: RemoteSession[] = [];
  const holds = holdingOf(await session.run((bearer) => Promise.resolve(bearer)));
  for await (const { items } of allPages((continuationToken) => authSessions.list({ continuationToken }))) {
    for (const item of items)
      found.push({
        reference: item.referenceNumber,
        method: item.authenticationMethodInfo?.displayName ?? '',
        startedAt: fromMs(toMs(item.startDate)),
        ...(item.refreshTokenValidUntil === undefined ? {} : { validUntil: fromMs(toMs(item.refreshTokenValidUntil)) }),
        isCurrent: item.isCurrent === true,
        ...(item.isCurrent === true && holds ? { holds } : {}),
      });
    if (found.length >= MAX) break;
  }
  return found;
}

function holdingOf(accessToken: string): RemoteSession['holds'] {
  const claims = readAccessToken(accessToken);
  if (!claims) return undefined;
  const { context, rights, until, onlyFrom } = claims;
  const isNip = context?.type === 'Nip';
  return {
    ...(context ? { context: isNip ? `NIP ${formatNip(context.value)}` : context.value } : {}),
    rights,
    ...(until === null ? {} : { until }),
    onlyFrom,
  };
}

/** Ending our own session is allowed: the next call signs in again. */
export async function endSession(ctx: ProviderContext, reference: string): Promise<void> {
  await openKsefClient(ctx).authSessions.revoke(reference);
}
