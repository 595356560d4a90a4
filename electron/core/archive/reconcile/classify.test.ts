import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectionId } from '../../../../shared/domain/ids';
import { COMPANY } from '../../../../tests/support/testArchive';
import { classify } from './classify';
import type { Decision, Doc, Explanation, ReconcileOrder, Row } from './types';
import { overviewOf } from './view';

const KSEF = ConnectionId.parse('0192f3a0-0000-7000-8000-000000000001');
const PROGRAM = ConnectionId.parse('0192f3a0-0000-7000-8000-000000000002');
const SECOND = ConnectionId.parse('0192f3a0-0000-7000-8000-000000000003');
const order: ReconcileOrder = {
  companyId: COMPANY,
  month: '2026-10',
  direction: null,
  left: [KSEF],
  right: [PROGRAM, SECOND],
  today: '2026-11-20',
  unread: [],
};
const doc = (id: number, source: ConnectionId, more: Partial<Doc> = {}): Doc => ({
  id,
  source,
  side: source === KSEF ? 'left' : 'right',
  number: `FV/${String(id)}`,
  kind: 'invoice',
  direction: 'purchase',
  issueDate: '2026-10-10',
  counterparty: 'Hurtownia Lipa',
  counterpartyOrder: 'hurtownia lipa',
  counterpartyTaxId: '5252445767',
  currency: 'PLN',
  net: 10_000,
  vat: 2300,
  gross: 12_300,
  dueOn: null,
  paymentState: null,
  ksefNumber: null,
  matchKey: `5252445767 i fv/${String(id)}`,
  isScan: false,
  month: '2026-10',
  leaderId: id,
  reason: null,
  ...more,
});
const rowsOf = (docs: readonly Doc[], more: Partial<ReconcileOrder> = {}, decisions: readonly Decision[] = []) =>
  classify({ ...order, ...more }, { docs, decisions, explanations: new Map() });
const shown = (rows: readonly Row[]) =>
  rows.map(({ list, left, right, step }) => `${list} ${String(left?.id ?? '-')}:${String(right?.id ?? '-')} ${step}`);

describe('the records of a month', () => {
  it('that are linked are equal, or differ in what they say', () => {
    const pair = [doc(1, KSEF), doc(2, PROGRAM, { leaderId: 1, reason: 'number', number: 'fv 1' })];
    expect(shown(rowsOf([pair[0] as Doc, { ...(pair[1] as Doc), number: 'FV/1' }]))).toEqual(['equal 1:2 none']);
    const [row] = rowsOf([pair[0] as Doc, { ...(pair[1] as Doc), number: 'FV/1', gross: 12_500 }]);
    expect(row).toMatchObject({
      list: 'different',
      differs: 1 << 6,
      step: 'fix_program',
      about: 'different gross=12300/12500',
    });
  });

  it('of one side only say what to do', () => {
    const old = { issueDate: '2026-10-01', gross: 1 };
    const docs = [
      doc(1, KSEF, { gross: 5 }),
      doc(2, PROGRAM, old),
      doc(3, PROGRAM, { ...old, gross: 2, counterpartyTaxId: 'DE136695976' }),
      doc(4, PROGRAM, { gross: 3, issueDate: '2026-10-31' }),
      doc(5, PROGRAM, { gross: 4, direction: 'sale', issueDate: '2026-10-31' }),
    ];
    expect(shown(rowsOf(docs, { today: '2026-11-02' }))).toEqual([
      'only_right -:2 ask_seller',
      'only_right -:3 foreign_seller',
      'only_left 1:- enter_purchase',
      'only_right -:4 may_come',
      'only_right -:5 send_sale',
    ]);
    expect(shown(rowsOf(docs, { unread: ['purchase'] }))).toContain('only_right -:2 sync_first');
    expect(rowsOf(docs, { direction: 'sale' })).toHaveLength(1);
  });

  it('that look like one invoice are suggested once, until a person says otherwise', () => {
    const docs = [
      doc(1, KSEF),
      doc(2, PROGRAM, { issueDate: '2026-10-13' }),
      doc(3, PROGRAM, { issueDate: '2026-10-14' }),
    ];
    expect(shown(rowsOf(docs))).toEqual(['duplicate 1:2 link_or_apart', 'only_right -:3 ask_seller']);
    expect(shown(rowsOf(docs, {}, [{ a: 1, b: 2, verdict: 'apart' }]))).toEqual([
      'only_left 1:- enter_purchase',
      'only_right -:2 ask_seller',
      'only_right -:3 ask_seller',
    ]);
    const nameless = [doc(1, KSEF), doc(2, SECOND, { counterpartyTaxId: null })];
    expect(shown(rowsOf(nameless))).toEqual(['duplicate 1:2 link_or_apart']);
  });

  it('with the same number twice are a double of the pair, and not missing anywhere', () => {
    const key = { matchKey: 'k' };
    const docs = [doc(1, KSEF, key), doc(2, PROGRAM, { ...key, leaderId: 1 }), doc(3, PROGRAM, { ...key, gross: 7 })];
    const rows = rowsOf(docs);
    expect(shown(rows)).toContain('duplicate 2:3 delete_double');
    expect(rows).toHaveLength(2);
  });

  it('are explained only as long as they stay what they were', () => {
    const docs = [doc(1, KSEF), doc(2, PROGRAM, { leaderId: 1, number: 'FV/1', gross: 12_500 })];
    const note: Explanation = { about: 'different gross=12300/12500', note: 'Rabatt', at: '2026-11-01T00:00:00.000Z' };
    const explain = (all: readonly Doc[]) =>
      classify(order, { docs: all, decisions: [], explanations: new Map([[1, note]]) })[0]?.step;
    expect(explain(docs)).toBe('explained');
    expect(explain([docs[0] as Doc, { ...(docs[1] as Doc), gross: 12_600 }])).toBe('fix_program');
  });

  it('belong to the month that counts them; a suspicion to both', () => {
    const late = { issueDate: '2026-11-01', month: '2026-11' };
    expect(rowsOf([doc(1, KSEF, late), doc(2, PROGRAM, { leaderId: 1 })])).toEqual([]);
    expect(shown(rowsOf([doc(1, KSEF, late), doc(2, PROGRAM, { issueDate: '2026-10-31' })]))).toEqual([
      'duplicate 1:2 link_or_apart',
    ]);
  });
});

const anyDoc = fc.record({
  source: fc.constantFrom(KSEF, PROGRAM, SECOND),
  gross: fc.constantFrom(100, 200, 300),
  matchKey: fc.constantFrom(null, 'k1', 'k2'),
  issueDate: fc.constantFrom('2026-10-01', '2026-10-03', '2026-10-20'),
  counterpartyTaxId: fc.constantFrom(null, '1', '2'),
  leader: fc.integer({ min: 0, max: 6 }),
});

it('every record of a month is in exactly one row, but for the partner of a double, and sums add up', () => {
  fc.assert(
    fc.property(fc.array(anyDoc, { maxLength: 20 }), (all) => {
      const docs = all.map(({ source, leader, ...more }, at) => {
        // Some follow an earlier one of another source.
        const lead = all[leader];
        const leaderId =
          leader < at && lead !== undefined && lead.source !== source && leader % 2 === 0 ? leader + 1 : at + 1;
        return doc(at + 1, source, { ...more, leaderId: all[leaderId - 1] === undefined ? at + 1 : leaderId });
      });
      const rows = rowsOf(docs);
      const ids = rows.flatMap(({ list, by, left, right, more }) =>
        (list === 'duplicate' && by === 'same_number' ? [right, ...more] : [left, right, ...more]).flatMap(
          (one) => one?.id ?? [],
        ),
      );
      expect(ids.toSorted((a, b) => a - b)).toEqual(docs.map(({ id }) => id));
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      const { left, right, lists } = overviewOf(rows, '2026-10');
      expect(left.count + right.count).toBe(docs.length);
      expect(lists.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
    }),
  );
});
