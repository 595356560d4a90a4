// The link that the law puts on the page as a QR code: the provider that the document came from knows it.
import type { ConnectionId } from '../../../shared/domain/ids';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { ProviderManifest } from '../providers/sdk/defineProvider';

export interface LinkFacts {
  readonly connectionId: ConnectionId;
  readonly sellerTaxId: string | undefined;
  readonly issueDate: string | undefined;
  /** Hex. */
  readonly sha256: string;
}

export type CheckLinks = (facts: LinkFacts) => Promise<string | undefined>;

export function checkLinks(
  connections: ConnectionRepo,
  manifestOf: (providerId: string) => ProviderManifest,
): CheckLinks {
  return async ({ connectionId, sellerTaxId, issueDate, sha256 }) => {
    if (sellerTaxId === undefined || issueDate === undefined) return undefined;
    const connection = await connections.find(connectionId);
    if (!connection) return undefined;
    return manifestOf(connection.providerId).invoices?.checkLink?.({
      sellerTaxId,
      issueDate,
      sha256Base64Url: Buffer.from(sha256, 'hex').toString('base64url'),
      settings: connection.settings,
    });
  };
}
