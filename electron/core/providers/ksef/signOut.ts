// The end of a connection's session: revoked at KSeF, wiped here, sockets closed. Never a new sign-in for it.
import type { ProviderContext } from '../sdk/context';
import { isRefusal } from './errors';
import { openKsefClient } from './ksefClient';

export async function signOut(ctx: ProviderContext): Promise<void> {
  const client = openKsefClient(ctx);
  try {
    const bearer = await client.session.storedBearer();
    if (bearer !== null) await client.authSessions.revokeCurrent(bearer);
  } catch (error) {
    // Revoked by somebody else, or over: that is what was wanted.
    if (!isRefusal(error, 401) && !isRefusal(error, 21304)) throw error;
  } finally {
    await client.session.forget();
    await client.close();
  }
}
