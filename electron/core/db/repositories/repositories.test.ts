import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { storeSuite } from '../../../../tests/contract/store.suite';

describe('SQLite', () => {
  storeSuite(() =>
    Promise.resolve({ type: 'sqlite', path: join(mkdtempSync(join(tmpdir(), 'kontor-store-')), 'config.db') }),
  );
});
