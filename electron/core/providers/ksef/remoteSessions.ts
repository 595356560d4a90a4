// The sign-ins that KSeF knows of in this context, and the end of one of them.
import type { ProviderContext } from '../sdk/context';
import type { RemoteSession } from '../sdk/defineProvider';
import { allPages } from './api/caller';
import { fromMs, toMs } from './instants';
import { openKsefClient } from './ksefClient';

const MAX = 500;

export async function listSessions(ctx: ProviderContext): Promise<readonly RemoteSession[]> {
  const { authSessions } = openKsefClient(ctx);
  const found: RemoteSession[] = [];
  for await (const { items } of allPages((continuationToken) => authSessions.list({ continuationToken }))) {
    for (const item of items)
      found.push({
        reference: item.referenceNumber,
        method: item.authenticationMethodInfo?.displayName ?? '',
        startedAt: fromMs(toMs(item.startDate)),
        ...(item.refreshTokenValidUntil === undefined ? {} : { validUntil: fromMs(toMs(item.refreshTokenValidUntil)) }),
        isCurrent: item.isCurrent === true,
      });
    if (found.length >= MAX) break;
  }
  return found;
}

/** Ending our own session is allowed: the next call signs in again. */
export async function endSession(ctx: ProviderContext, reference: string): Promise<void> {
  await openKsefClient(ctx).authSessions.revoke(reference);
}
