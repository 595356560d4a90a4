// Kills the way of a sale from the form to its receipt at each place where something of its draft is written: nothing of it is lost, nothing is
// there twice, and once it is accepted its draft is gone. The inside of a run of sending is in send.test.ts.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../../electron/core/db/openSqlite';
import type { TestApp } from '../support/testApp';
import { acts } from './acts';
import { openScene, type Restarted, type Scene } from './killing';
import { LINES, SALE_NUMBER } from './saleAct';

const PLACES = [
  'config delete sales_draft',
  'config insert sales_draft',
  'config commit sales_draft',
  'outbox.synced',
  'outbox.durable',
  'record.committed',
  'addOutbox',
  'createRun',
  'stepOutbox accepted',
  'settleJob done',
];
/** A save is a deletion and, of a long draft, several rows: begun (1), written on (2 to 4), another one (5), with its document (6 to 8). */
const LATER = [
  ['insert', 3],
  ['insert', 5],
  ['insert', 7],
  ['commit', 2],
  ['commit', 3],
  ['commit', 4],
  ['commit', 5],
  ['delete', 6],
  ['commit', 6],
] as const;

interface Ending {
  readonly outbox: readonly unknown[];
  readonly drafts: number;
  /** Rows, pieces included. */
  readonly rows: number;
  readonly held: number;
  readonly sales: number;
  readonly lines: number | undefined;
}

async function ending({ kontor, data, lane }: Restarted): Promise<Ending> {
  const [company] = await kontor.call('companies.list', undefined);
  if (!company) throw new Error('no company');
  const { id: companyId } = company;
  await expectWhole(kontor, companyId);
  await acts.sell(kontor);
  const drafts = await kontor.call('selling.drafts', { companyId });
  const items = await kontor.call('sending.list', { companyId, limit: 200 });
  const filter = { companyId, direction: 'sale' } as const;
  const { rows } = await kontor.call('invoices.list', { filter, sort: 'date_asc', limit: 200 });
  const sold = rows.find(({ number }) => number === SALE_NUMBER);
  const stored = sold ? await kontor.call('invoices.get', { id: sold.id }) : undefined;
  await kontor.stop();
  const db = openSqlite(join(data, 'config.db'), { readonly: true });
  const left = db.prepare('SELECT count(*) FROM sales_draft').pluck().get() as number;
  db.close();
  const numbers = lane.ksef.control.allNumbers();
  const documents = numbers.map((number) => lane.ksef.control.document(number));
  return {
    outbox: items.map(({ state, hasReceipt, facts }) => [facts.number, state, hasReceipt]),
    drafts: drafts.length,
    rows: left,
    held: documents.filter((xml) => xml.includes(SALE_NUMBER)).length,
    sales: rows.filter(({ number }) => number === SALE_NUMBER).length,
    lines: stored?.invoice?.lines.length,
  };
}

/** What is listed after the next start is as it was saved, never half of it. */
async function expectWhole(kontor: TestApp, companyId: string): Promise<void> {
  for (const { id, number } of await kontor.call('selling.drafts', { companyId: companyId as never })) {
    const { invoice } = await kontor.call('selling.draft', { companyId: companyId as never, id });
    expect([1, LINES]).toContain(invoice.lines.length);
    expect([SALE_NUMBER, 'by mistake']).toContain(number);
  }
}

describe('a sale that is cut off', () => {
  let scene: Scene<Ending>;
  beforeAll(async () => {
    scene = await openScene({ act: 'sell', before: ['connectSender'], ending });
    await scene.killTogether([
      ...PLACES.map((place) => ({ place, nth: 1 })),
      ...LATER.map(([verb, nth]) => ({ place: `config ${verb} sales_draft`, nth })),
    ]);
  }, 180_000);
  afterAll(() => scene.close());

  it('passes every named place when nobody disturbs it, and is sent once', () => {
    expect(scene.places).toEqual(expect.arrayContaining(PLACES));
    expect(scene.places.filter((place) => place === 'config commit sales_draft').length).toBe(6);
    expect(scene.undisturbed).toMatchObject({
      outbox: [[SALE_NUMBER, 'accepted', true]],
      drafts: 0,
      rows: 0,
      held: 1,
      sales: 1,
      lines: LINES,
    });
  });
  it.each(PLACES)(
    'at: %s',
    async (place) => {
      expect(await scene.killedAt({ place, nth: 1 })).toEqual(scene.undisturbed);
    },
    60_000,
  );
  it.each(LATER)(
    'at a later row of a draft: %s %i',
    async (verb, nth) => {
      expect(await scene.killedAt({ place: `config ${verb} sales_draft`, nth })).toEqual(scene.undisturbed);
    },
    60_000,
  );
});
