// When somebody has to sign in again, as far as the service told with the tokens.
import type { FindExpiries } from '../expiry';
import type { CloudKind } from './cloud';

export const expiriesAt =
  (kind: CloudKind): FindExpiries =>
  async (ctx) => {
    const { tokens } = kind.open(ctx).calls;
    const endsAtMs = await tokens.endsAtMs();
    if (endsAtMs === null) return [];
    return [{ kind: 'grant', endsAtMs, ...((await tokens.isExtendedByUse()) ? { isExtendedByUse: true } : {}) }];
  };
