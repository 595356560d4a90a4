// Kills a run of sending at every place at which it has written something, here or at KSeF: each invoice is there once, with its number and
// its receipt, and the folder alone still gives the same archive.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acts, drafts } from './acts';
import type { Kill } from './coreChild';
import { openScene, type Restarted, type Scene } from './killing';
import { diskPicture, leftovers } from './picture';
import { SOMEWHERE, somewhere } from './together';

/** The way to the first byte and what every run passes: killed in the scenes of other work. */
const ELSEWHERE = [
  'recover',
  'reclaimJobs',
  'saveCompany',
  'saveSource',
  'answer GET auth/*',
  'answer GET security/public-key-certificates',
  'answer POST auth/challenge',
  'answer POST auth/ksef-token',
  'answer POST token/redeem',
  'answer POST token/refresh',
  'config commit budget_call',
  'config commit sealed',
  'config delete budget_call',
  'config insert budget_call',
  'config update sealed',
  'segment.started',
  'segment.filled',
  'segment.synced',
  'segment.durable',
  'ingest.applied',
  'appendLog provider.ksef.log.session_opened',
];
const PLACES = [
  'createRun',
  'leaseJob send',
  'saveRun send running',
  'stepOutbox queued',
  'answer POST sessions/online',
  'notePut send/online/*',
  'stepOutbox sending',
  'record.written',
  'record.synced',
  'record.applied',
  'record.committed',
  'answer POST */invoices',
  'stepOutbox sent',
  'answer GET invoices/*',
  'segment.renamed',
  'ingest.committed',
  'ingest',
  'stepOutbox accepted',
  'answer POST */close',
  'noteDelete send/online/*',
  'answer GET */upo',
  'answer GET upo/*.xml',
  'outbox.synced',
  'outbox.renamed',
  'outbox.durable',
  'saveOutboxReceipt',
  'saveRun send done',
  'settleJob done',
];
/** Between the invoices, too. */
const LATER = ['stepOutbox sending', 'answer POST */invoices', 'stepOutbox sent', 'saveOutboxReceipt'];

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

interface Ending {
  readonly outbox: readonly unknown[];
  /** How often KSeF has each of them. */
  readonly held: readonly number[];
  readonly sales: number;
  readonly left: unknown;
}

async function ending({ kontor, data, lane }: Restarted): Promise<Ending> {
  await acts.send(kontor);
  const [company] = await kontor.call('companies.list', undefined);
  if (!company) throw new Error('no company');
  const { id: companyId } = company;
  const items = await kontor.call('sending.list', { companyId, limit: 200 });
  const filter = { companyId, direction: 'sale' } as const;
  const { rows } = await kontor.call('invoices.list', { filter, sort: 'date_asc', limit: 200 });
  await kontor.stop();
  await diskPicture(data);
  const there = lane.ksef.control.allNumbers().map((number) => hashOf(lane.ksef.control.document(number)));
  return {
    outbox: items.map(({ state, hasReceipt, facts }) => [facts.number, state, hasReceipt]).toSorted(),
    held: drafts().map((xml) => there.filter((hash) => hash === hashOf(xml)).length),
    sales: rows.length,
    left: leftovers(data),
  };
}

async function endsAsUndisturbed(scene: Scene<Ending>, kill: Kill): Promise<void> {
  expect(await scene.killedAt(kill)).toEqual(scene.undisturbed);
}

describe('a run of sending that is killed', () => {
  let scene: Scene<Ending>;
  beforeAll(async () => {
    scene = await openScene({ act: 'send', before: ['connectSender', 'draft'], ending });
    await scene.killTogether([
      ...PLACES.map((place) => ({ place, nth: 1 })),
      ...LATER.map((place) => ({ place, nth: 2 })),
      ...SOMEWHERE.map((n) => somewhere(scene.places, n)),
    ]);
  }, 180_000);
  afterAll(() => scene.close());

  it('passes every named place when nobody disturbs it, and sends each invoice once', () => {
    expect([...new Set(scene.places)].sort()).toEqual([...PLACES, ...ELSEWHERE].sort());
    expect(scene.undisturbed).toMatchObject({ held: [1, 1, 1], sales: 3 });
    expect(scene.undisturbed.outbox.map((row) => (row as unknown[]).slice(1))).toEqual(
      [1, 2, 3].map(() => ['accepted', true]),
    );
  });
  it.each(PLACES)('at: %s', (place) => endsAsUndisturbed(scene, { place, nth: 1 }), 60_000);
  it.each(LATER)('at the second: %s', (place) => endsAsUndisturbed(scene, { place, nth: 2 }), 60_000);
  it.each(SOMEWHERE)('at some write (%i)', (n) => endsAsUndisturbed(scene, somewhere(scene.places, n)), 60_000);
});
