// KSeF as one object: every group of its API, signed in when the first call needs it, closed when nobody needs it any more.
import type { ProviderContext } from '../sdk/context';
import { authSessionsApi } from './api/authSessions';
import { signedCaller } from './api/caller';
import { certificatesApi } from './api/certificates';
import { collectiveIdentifiersApi } from './api/collectiveIdentifiers';
import { invoicesApi } from './api/invoices';
import { lighthouseApi } from './api/lighthouse';
import { limitsApi } from './api/limits';
import { peppolApi } from './api/peppol';
import { permissionsApi } from './api/permissions';
import { securityApi } from './api/security';
import { sendingApi } from './api/sending';
import { sessionsApi } from './api/sessions';
import { testDataApi } from './api/testData';
import { tokensApi } from './api/tokens';
import { openSession } from './session';

export type KsefClient = ReturnType<typeof openKsefClient>;

export function openKsefClient(ctx: ProviderContext) {
  const session = openSession(ctx);
  const { ksef } = session;
  const signed = signedCaller(session);
  /** Ends what this connection holds open: its sockets. A client that is used again opens new ones. */
  const close = async (): Promise<void> => {
    await ctx.http.close?.();
  };
  return {
    session,
    authSessions: authSessionsApi(signed, ksef),
    sessions: sessionsApi(signed),
    sending: sendingApi(session, signed),
    invoices: invoicesApi(session),
    tokens: tokensApi(signed),
    certificates: certificatesApi(signed),
    permissions: permissionsApi(signed),
    limits: limitsApi(signed),
    security: securityApi(ksef, () => ctx.clock.now()),
    testData: testDataApi(ksef, signed),
    peppol: peppolApi(ksef),
    lighthouse: lighthouseApi(ksef),
    collectiveIdentifiers: collectiveIdentifiersApi(signed),
    close,
    [Symbol.asyncDispose]: close,
  };
}
