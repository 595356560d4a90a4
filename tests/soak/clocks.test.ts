// Forty days on a clock that a test moves, across both changes of the clocks in Poland: every invoice once, no limit of KSeF hit, each
// month bundled and uploaded once, whatever the hour.
import { afterEach, describe, expect, it } from 'vitest';
import { simulatedKsef } from '../support/simulatedKsef';
import { simulatedNextcloud } from '../support/simulatedNextcloud';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';
import { diceOf } from './soak';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const PERIODS = [
  { name: 'to summer time', from: '2026-03-10T05:00:00.000Z', change: '2026-03-29T01:00:00.000Z', months: ['2026-03'] },
  { name: 'to winter time', from: '2026-10-05T05:00:00.000Z', change: '2026-10-25T01:00:00.000Z', months: ['2026-10'] },
] as const;

let folder = '';
let kontor: TestApp | undefined;
afterEach(async () => {
  await kontor?.stop();
  removeDataFolder(folder);
});

describe('forty days', () => {
  it.each(PERIODS)('$name', async ({ from, change, months }) => {
    const dice = diceOf(Date.parse(from));
    const clock = testClock(Date.parse(from));
    folder = dataFolder();
    const encryptionKey = newEncryptionKey();
    // Some invoices up to the first day; what comes later is sent one by one.
    const ksef = simulatedKsef(clock, { months: 2, count: 20 });
    const cloud = simulatedNextcloud(clock);
    const start = () => startApp(testHost({ data: folder, clock, encryptionKey }), [ksef.manifest, cloud.manifest]);
    kontor = await start();
    const since = new Date(Date.parse(from) - 40 * DAY_MS).toISOString().slice(0, 10);
    const { companyId } = await kontor.connect({ providerId: 'ksef' }, { ...ksef.values, since });
    await kontor.connect({ providerId: 'nextcloud', companyId }, cloud.values);
    const { control } = ksef.simulator;
    const model = control.document(control.numbers('Subject2').at(-1) ?? '').toString('utf8');

    const end = Date.parse(from) + 40 * DAY_MS;
    let sent = 0;
    let hasChanged = false;
    while (clock.now() < end) {
      const at = clock.now();
      // Around the change every hour, else every few hours; a computer that sleeps leaves gaps of a day.
      const isNear = Math.abs(at - Date.parse(change)) < 3 * HOUR_MS;
      await clock.advance(isNear ? HOUR_MS / 2 : (1 + dice.below(14)) * HOUR_MS + dice.below(HOUR_MS));
      hasChanged ||= at < Date.parse(change) && clock.now() >= Date.parse(change);
      for (let more = dice.below(3); more > 0; more -= 1) {
        sent += 1;
        const day = new Date(clock.now() - 2 * HOUR_MS).toISOString().slice(0, 10);
        const xml = model
          .replace(/(<(?:\w+:)?P_1>)[^<]*/, `$1${day}`)
          .replace(/(<(?:\w+:)?P_2>)[^<]*/, `$1SOAK/${String(sent)}`);
        control.add([{ xml: Buffer.from(xml) }]);
      }
      if (dice.below(6) === 0) {
        await kontor.stop();
        kontor = await start();
      }
      const run = await kontor.ended((await kontor.call('sync.start', { companyId })).runId);
      expect(run, new Date(clock.now()).toISOString()).toMatchObject({ state: 'done' });
    }
    expect(hasChanged).toBe(true);

    await clock.advance(HOUR_MS);
    await kontor.ended((await kontor.call('sync.start', { companyId })).runId);
    const found = new Map<string, number>();
    type Cursor = Awaited<ReturnType<typeof kontor.call<'invoices.list'>>>['next'];
    let after: Cursor;
    do {
      const paging = { sort: 'date_asc', limit: 500, ...(after ? { after } : {}) } as const;
      const page = await kontor.call('invoices.list', { filter: { companyId }, ...paging });
      for (const { id } of page.rows) {
        const { remoteNumber = '' } = await kontor.call('invoices.get', { id });
        found.set(remoteNumber, (found.get(remoteNumber) ?? 0) + 1);
      }
      after = page.next;
    } while (after !== undefined);
    expect([...found.values()].filter((times) => times !== 1)).toEqual([]);
    expect([...found.keys()].sort()).toEqual([...control.numbers()].sort());
    expect(ksef.simulator.seen.filter(({ status }) => status === 429)).toEqual([]);

    for (const month of months) {
      for (let times = 0; times < 2; times += 1) {
        const run = await kontor.ended((await kontor.call('reports.upload', { companyId, month })).runId);
        expect(run).toMatchObject({ state: 'done', revision: 1 });
      }
    }
    expect([...cloud.simulator.control.files().keys()].filter((path) => path.endsWith('.zip'))).toHaveLength(
      months.length,
    );
    process.stdout.write(`soak: forty days: ${String(sent)} invoices sent, ${String(found.size)} stored\n`);
  });
});
