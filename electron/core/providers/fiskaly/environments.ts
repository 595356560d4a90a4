// Where fiskaly lives. TEST or LIVE is decided by the key, not by the address.

/** The middleware: its tokens work everywhere, those of the backend do not. */
export const MIDDLEWARE = 'https://kassensichv-middleware.fiskaly.com/api/v2';
const MANAGEMENT = 'https://dashboard.fiskaly.com/api/v0';

const DSFINVK = 'https://dsfinvk.fiskaly.com/api/v1';

/** Where closings live; null: an address that has no such neighbour. */
export function dsfinvkUrlOf(baseUrl: string): string | null {
  if (new URL(baseUrl).hostname.endsWith('.fiskaly.com')) return DSFINVK;
  return baseUrl.endsWith('/api/v2') ? baseUrl.replace(/api\/v2$/, 'dsfinvk/api/v1') : null;
}

/** Null: an address that has no such neighbour. */
export function managementUrlOf(baseUrl: string): string | null {
  if (new URL(baseUrl).hostname.endsWith('.fiskaly.com')) return MANAGEMENT;
  return baseUrl.endsWith('/api/v2') ? baseUrl.replace(/v2$/, 'v0') : null;
}
