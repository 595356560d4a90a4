// A thousand days of an office: three cores on one database, killed at random writes.
import { afterAll, describe, expect, it } from 'vitest';
import { expectOnce } from '../office/expectOnce';
import { playOffice } from '../office/office';
import { postgresMissing, startPostgres } from '../support/databases/postgres';
import type { DatabaseServer } from '../support/databases/types';
import { diceOf, SEED } from './soak';

const missing = postgresMissing();

describe.skipIf(missing !== null)('three PCs on one PostgreSQL', () => {
  let server: DatabaseServer | null = null;
  afterAll(() => server?.close());

  it('do each due upload of a thousand days exactly once', async () => {
    server = await startPostgres();
    const { url } = await server.fresh();
    const story = await playOffice({ databaseUrl: url, days: 1000, firms: 2, dice: diceOf(1000), mayDie: 2 });
    process.stdout.write(
      `soak: an office: ${String(story.expected.length)} uploads due, ${String(story.kills)} kills, seed ${String(SEED)}\n`,
    );
    expectOnce(story);
    expect(story.kills).toBeGreaterThan(20);
  });
});
