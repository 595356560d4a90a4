// Where OneDrive is, and how one signs in to Microsoft.
import type { FieldValues } from '../../../../shared/forms/fields';
import { hostAt } from '../sdk/cloud/hosts';
import type { OAuthService } from '../sdk/oauth/service';

export const graphOf = (settings: FieldValues): string => `${hostAt(settings, 'graph.microsoft.com')}/v1.0`;

export const isAppFolder = (settings: FieldValues): boolean => settings['access'] !== 'all';

function loginOf(settings: FieldValues, page: 'authorize' | 'token'): string {
  const tenant = String(settings['tenant'] ?? '').trim() || 'common';
  return `${hostAt(settings, 'login.microsoftonline.com')}/${encodeURIComponent(tenant)}/oauth2/v2.0/${page}`;
}

export const microsoftSignIn: OAuthService = {
  name: 'OneDrive',
  authorizeUrl: (settings) => loginOf(settings, 'authorize'),
  tokenUrl: (settings) => loginOf(settings, 'token'),
  // The app's own folder is the least; without `offline_access` there is no refresh token.
  scopes: (settings) => [
    isAppFolder(settings) ? 'Files.ReadWrite.AppFolder' : 'Files.ReadWrite',
    'User.Read',
    'offline_access',
  ],
  // The port does not count, the path does.
  redirect: { host: 'localhost', path: '/kontor', ports: [] },
  pageParams: {},
  endings: [
    [/AADSTS(?:50173|50132|70000.*revoked)|revoked/i, 'revoked'],
    [/AADSTS(?:700082|700084|70008)|inactivity|expired/i, 'expired'],
  ],
};
