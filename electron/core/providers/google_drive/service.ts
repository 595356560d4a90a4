// Where Drive is, and how one signs in to Google.
import type { FieldValues } from '../../../../shared/forms/fields';
import { hostAt } from '../sdk/cloud/hosts';
import type { OAuthService } from '../sdk/oauth/service';

const HOST = 'www.googleapis.com';
export const apiOf = (settings: FieldValues): string => `${hostAt(settings, HOST)}/drive/v3`;
export const uploadOf = (settings: FieldValues): string => `${hostAt(settings, HOST)}/upload/drive/v3`;

const SCOPE = 'https://www.googleapis.com/auth/drive';

export const googleSignIn: OAuthService = {
  name: 'Google Drive',
  authorizeUrl: (settings) => `${hostAt(settings, 'accounts.google.com')}/o/oauth2/v2/auth`,
  tokenUrl: (settings) => `${hostAt(settings, 'oauth2.googleapis.com')}/token`,
  // `drive.file` sees what Kontor made and nothing else; the whole Drive is for a folder that somebody else made.
  scopes: (settings) => [settings['access'] === 'all' ? SCOPE : `${SCOPE}.file`],
  // A desktop app may come back to any port, and registers none.
  redirect: { host: '127.0.0.1', path: '/', ports: [] },
  pageParams: { access_type: 'offline' },
  // "Token has been expired or revoked." tells nothing apart.
  endings: [],
};
