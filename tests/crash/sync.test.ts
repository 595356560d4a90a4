// Kills a whole sync at every place at which it has written something, and looks whether the next start ends it as if nothing had been.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kill } from './coreChild';
import { openScene, type Scene } from './killing';
import { runEnding, type RunEnding } from './runEnding';

let scene: Scene<RunEnding>;
beforeAll(async () => {
  scene = await openScene({ act: 'sync', before: ['connect'], ending: runEnding({ act: 'sync' }) });
}, 180_000);
afterAll(() => scene.close());

/** Every place of an undisturbed sync, in the order in which it comes to them. */
const PLACES = [
  'recover',
  'saveCompany',
  'saveSource',
  'reclaimJobs',
  'createRun',
  'leaseJob sync',
  'saveRun sync running',
  'config delete budget_call',
  'config insert budget_call',
  'config commit budget_call',
  'answer GET security/public-key-certificates',
  'answer POST token/refresh',
  'answer POST auth/challenge',
  'answer POST auth/ksef-token',
  'answer GET auth/*',
  'answer POST token/redeem',
  'config update sealed',
  'config commit sealed',
  'answer POST invoices/exports',
  'notePut export/Subject1/*',
  'appendLog provider.ksef.log.export_started',
  'answer GET exports/*',
  'answer GET invoice-part/*.tar.gz.aes',
  'piece of GET invoice-part/*.tar.gz.aes',
  'end of GET invoice-part/*.tar.gz.aes',
  'package.decrypted',
  'segment.started',
  'segment.filled',
  'segment.synced',
  'ingest.applied',
  'segment.renamed',
  'segment.durable',
  'ingest.committed',
  'ingest',
  'noteDelete export/Subject1/*',
  'notePut export/Subject2/*',
  'answer POST query/metadata',
  'record.written',
  'record.synced',
  'record.applied',
  'record.committed',
  'notePut core.last_check',
  'settleJob done',
  'saveRun sync done',
];

async function endsAsUndisturbed(kill: Kill): Promise<void> {
  const { picture, left, log, exports, lostExports, lastPlace } = await scene.killedAt(kill);
  expect(picture, lastPlace).toEqual(scene.undisturbed.picture);
  // KSeF has no list of one's exports: only one whose answer was not yet stored may have to be made again.
  expect(exports - scene.undisturbed.exports, lastPlace).toBeLessThanOrEqual(lostExports);
  expect(left.spooled.filter((name) => !/^\*-\d{3}\.part$/.test(name))).toEqual([]);
  expect(left.notes.filter((name) => !/^(core\.last_check|export\/Subject[12]\/\*)$/.test(name))).toEqual([]);
  expect(log.filter((key) => key === 'run.log.resumed').length).toBeLessThanOrEqual(1);
}

describe('a sync that is killed', () => {
  it('passes every named place when nobody disturbs it', () => {
    expect([...new Set(scene.places)]).toEqual(PLACES);
  });

  it.each(PLACES)('at: %s', (place) => endsAsUndisturbed({ place, nth: 1 }), 60_000);

  it.each(Array.from({ length: 4 }, (_, n) => n))(
    'at some write (%i)',
    (n) => endsAsUndisturbed({ nth: 1 + ((n * 7919 + 4001) % scene.places.length) }),
    60_000,
  );
});
