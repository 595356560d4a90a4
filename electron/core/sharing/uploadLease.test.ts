// Two PCs on one store, one of which sleeps in the middle of an upload.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fakeClock } from '../../../tests/support/fakeClock';
import type { ConnectionId } from '../../../shared/domain/ids';
import { openDatabase, type ConfigDatabase } from '../db/openDatabase';
import { leaseRepo } from '../db/repositories/lease.repo';
import { metaRepo } from '../db/repositories/meta.repo';
import { UPLOAD_LEASE_MS, uploadLease } from './uploadLease';

const PLACE = { month: '2026-09', connectionId: '0199' as ConnectionId };
const NEVER = new AbortController().signal;

let folder: string;
let db: ConfigDatabase;
let storeMs: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kontor-lease-'));
  db = await openDatabase({ type: 'sqlite', path: join(folder, 'config.db') });
  storeMs = Date.parse('2026-10-06T08:00:00.000Z');
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

function pc(name: string) {
  const clock = fakeClock({ startMs: storeMs });
  const wakes = new Set<() => void>();
  const ofStore = { isShared: true, aheadMs: () => Promise.resolve(storeMs - clock.now()) };
  const { alone } = uploadLease({
    leases: leaseRepo(db, ofStore),
    meta: metaRepo(db),
    clock,
    power: {
      onWake: (tell) => {
        wakes.add(tell);
        return () => void wakes.delete(tell);
      },
    },
    installation: () => Promise.resolve(name),
    computerName: name,
  });
  let isBegun = (): void => undefined;
  const begun = new Promise<void>((resolve) => (isBegun = resolve));
  /** Ends only when it is told to. */
  const upload = () =>
    alone(PLACE, NEVER, (signal) => {
      isBegun();
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    });
  const wake = (): void => {
    for (const tell of wakes) tell();
  };
  return { clock, alone, upload, begun, wake, wakes };
}

it.each([
  [
    'as soon as it wakes',
    (sleeper: ReturnType<typeof pc>) => {
      sleeper.wake();
      return Promise.resolve();
    },
  ],
  ['at its next sign', (sleeper: ReturnType<typeof pc>) => sleeper.clock.advance(60_000)],
])('a computer that slept while another one uploaded and was done stops %s, and asks anew', async (_, goesOn) => {
  const [sleeper, other] = [pc('anna'), pc('bert')];
  const uploading = sleeper.upload();
  await sleeper.begun;
  storeMs += UPLOAD_LEASE_MS + 60_000;
  let times = 0;
  await other.alone(PLACE, NEVER, () => Promise.resolve(void (times += 1)));
  expect(times).toBe(1);
  const stopped = expect(uploading).rejects.toMatchObject({ spec: { key: 'upload.held_elsewhere' } });
  await goesOn(sleeper);
  await stopped;
  expect(sleeper.wakes.size).toBe(0);
});

it('a computer that slept while nobody else uploaded goes on', async () => {
  const sleeper = pc('anna');
  let stop = (): void => undefined;
  const uploading = sleeper.alone(PLACE, NEVER, () => new Promise<void>((resolve) => (stop = resolve)));
  storeMs += UPLOAD_LEASE_MS + 60_000;
  await sleeper.clock.advance(60_000);
  sleeper.wake();
  const other = pc('bert');
  await expect(other.alone(PLACE, NEVER, () => Promise.resolve())).rejects.toMatchObject({
    spec: { kind: 'rate_limited' },
  });
  stop();
  await uploading;
  await other.alone(PLACE, NEVER, () => Promise.resolve());
});
