// A year of an office: three whole cores in processes of their own on one database, killed without a goodbye at random writes, with
// clocks that are minutes apart. Each month that is due lies at its destination once.
import { afterAll, describe, expect, it } from 'vitest';
import { postgresMissing, startPostgres } from '../support/databases/postgres';
import type { DatabaseServer } from '../support/databases/types';
import { diceOf } from '../soak/soak';
import { expectOnce } from './expectOnce';
import { playOffice } from './office';

const missing = postgresMissing();

describe.skipIf(missing !== null)('three PCs on one PostgreSQL', () => {
  let server: DatabaseServer | null = null;
  afterAll(() => server?.close());

  it('do each due upload of a year exactly once', async () => {
    server = await startPostgres();
    const { url } = await server.fresh();
    const story = await playOffice({ databaseUrl: url, days: 365, firms: 1, dice: diceOf(2026), mayDie: 2 });
    expectOnce(story);
    // Who dies is thrown, and when; of two in a row at least one does. Mostly it is eight to twelve.
    expect(story.kills).toBeGreaterThan(4);
  }, 180_000);
});
