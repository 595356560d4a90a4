// A quarter of an office on each engine: three cores on one database, killed at random writes; and two people who click at once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officeByHand } from '../office/byHand';
import { expectOnce } from '../office/expectOnce';
import { playOffice } from '../office/office';
import { diceOf } from '../soak/soak';
import { engines } from '../support/databases/engines';
import type { DatabaseServer } from '../support/databases/types';

for (const { name, missing, start } of engines) {
  describe.skipIf(missing !== null)(`an office on ${name}`, () => {
    let server: DatabaseServer;
    beforeAll(async () => {
      server = await start();
    }, 60_000);
    afterAll(() => server.close());

    it('does each due upload of a quarter exactly once', async () => {
      const { url: databaseUrl } = await server.fresh();
      expectOnce(await playOffice({ databaseUrl, days: 100, firms: 2, dice: diceOf(100), mayDie: 2 }));
    });

    it('uploads once what two people upload at once', async () => {
      const office = await officeByHand((await server.fresh()).url);
      try {
        await office.upload('2026-02', Object.values(office.pcs));
        await office.later(10);
        expect(office.puts('2026-02')).toEqual([office.placeOf('2026-02')]);
      } finally {
        await office.close();
      }
    });
  });
}
