// The repositories on the servers that several PCs can share. What servers do wrong is tested by `npm run test:servers`.
import { afterAll, describe } from 'vitest';
import { configTarget } from '../../electron/core/db/target';
import { storeSuite } from '../contract/store.suite';
import { engines } from '../support/databases/engines';
import type { DatabaseServer } from '../support/databases/types';

for (const { name, missing, start } of engines) {
  if (missing !== null) process.stderr.write(`NOTE: skipping ${name}: ${missing}.\n`);
  describe.skipIf(missing !== null)(name, () => {
    let server: DatabaseServer | null = null;
    storeSuite(async () => {
      server = await start();
      return configTarget({ CONFIG_DB_URL: (await server.fresh()).url }, '/data');
    });
    afterAll(() => server?.close());
  });
}
