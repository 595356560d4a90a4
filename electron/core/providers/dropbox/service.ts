// Where Dropbox is, and how one signs in there.
import type { FieldValues } from '../../../../shared/forms/fields';
import { hostAt } from '../sdk/cloud/hosts';
import type { OAuthService } from '../sdk/oauth/service';

export const apiOf = (settings: FieldValues): string => `${hostAt(settings, 'api.dropboxapi.com')}/2`;
export const contentOf = (settings: FieldValues): string => `${hostAt(settings, 'content.dropboxapi.com')}/2`;

export const dropboxSignIn: OAuthService = {
  name: 'Dropbox',
  authorizeUrl: (settings) => `${hostAt(settings, 'www.dropbox.com')}/oauth2/authorize`,
  tokenUrl: (settings) => `${hostAt(settings, 'api.dropboxapi.com')}/oauth2/token`,
  scopes: () => ['account_info.read', 'files.metadata.read', 'files.content.write', 'files.content.read'],
  // Dropbox compares the whole address, port included, and takes http for localhost only: the guide has all three entered.
  redirect: { host: 'localhost', path: '/kontor', ports: [51_682, 51_683, 51_684] },
  // Without it there is no refresh token, and the access token ends after four hours.
  pageParams: { token_access_type: 'offline' },
  endings: [[/revoked/i, 'revoked']],
};
