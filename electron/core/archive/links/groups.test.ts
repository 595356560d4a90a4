import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, linkDocuments, type LinkDocument, type LinkVerdict } from './groups';
import { ksefNumberKey, matchKey, numberKey } from './keys';

const document = (id: number, more: Partial<LinkDocument> = {}): LinkDocument => ({
  id,
  key: `${more.source ?? 'a'} ${String(id)}`,
  source: 'a',
  isScan: false,
  rank: 1,
  ksefNumber: null,
  matchKey: null,
  gross: 12_300,
  currency: 'PLN',
  issueDate: '2026-10-05',
  ...more,
});
const keysOf = (documents: readonly LinkDocument[], verdicts: readonly LinkVerdict[] = []): string[] =>
  linkDocuments(documents, verdicts).map((group) => group.members.map(({ id }) => id).join('+'));

describe('numbers', () => {
  it.each([
    ['FV 10/2026/081', 'fv-10-2026/081', true],
    ['FV10/2026/081', 'FV 10/2026/081', true],
    ['Ąę/1', 'AE 1', true],
    ['1/11', '11/1', false],
    ['01/10', '1/10', false],
    ['FV/1', 'FV/10', false],
  ])('%s and %s', (one, other, isSame) => {
    expect(numberKey(one) === numberKey(other)).toBe(isSame);
  });

  it('tell a sale by the company itself, a purchase by its seller, and corrections apart', () => {
    const told = {
      direction: 'purchase',
      sellerTaxId: 'PL 525-244-57-67',
      kind: 'invoice',
      gross: 100,
      number: 'A1',
    } as const;
    expect(matchKey(told)).toBe('5252445767 i a/1');
    expect(matchKey({ ...told, gross: -100 })).toBe('5252445767 c a/1');
    expect(matchKey({ ...told, direction: 'sale', sellerTaxId: undefined })).toBe('= i a/1');
    expect(matchKey({ ...told, sellerTaxId: undefined })).toBeNull();
    expect(matchKey({ ...told, number: undefined })).toBeNull();
  });

  it('of KSeF are told from those of programs', () => {
    const number = '5265877635-20261005-0100001AF629-AF';
    expect(ksefNumberKey(number.toLowerCase())).toBe(number);
    expect(ksefNumberKey('401122')).toBeNull();
  });
});

describe('documents', () => {
  it.each([
    ['the nearest day', [12_300, 12_300], ['2026-11-06', '2026-10-07']],
    ['the same sum', [20_000, 12_300], ['2026-11-06', '2026-11-05']],
  ])('of a number that begins anew each month are put together by %s', (_, sums, days) => {
    const [first, second] = [sums[1] ?? 0, sums[0] ?? 0];
    const all = [
      document(1, { rank: 0, matchKey: 'm', issueDate: '2026-10-05', gross: first }),
      document(2, { rank: 0, matchKey: 'm', issueDate: '2026-11-05', gross: second }),
    ];
    const theirs = days.map((issueDate, at) => ({ source: 'b', matchKey: 'm', issueDate, gross: sums[at] ?? 0 }));
    // Whichever of them comes first.
    for (const [november, october] of [
      [3, 4],
      [4, 3],
    ] as const)
      expect(keysOf([...all, document(november, theirs[0]), document(october, theirs[1])])).toEqual([
        `1+${String(october)}`,
        `2+${String(november)}`,
      ]);
  });

  it('of two sources are one invoice by their KSeF number, whatever else they say', () => {
    const number = { ksefNumber: 'K' };
    expect(keysOf([document(1, { ...number, rank: 0 }), document(2, { ...number, source: 'b', gross: 1 })])).toEqual([
      '1+2',
    ]);
  });

  it('of one source are two, but for a scan and its record', () => {
    expect(keysOf([document(1, { matchKey: 'm' }), document(2, { matchKey: 'm' })])).toEqual([]);
    expect(keysOf([document(1, { matchKey: 'm', isScan: true }), document(2, { matchKey: 'm' })])).toEqual(['2+1']);
  });

  it('with one number in two years are two', () => {
    const number = { matchKey: 'm' };
    expect(keysOf([document(1, number), document(2, { ...number, source: 'b', issueDate: '2025-10-05' })])).toEqual([]);
  });

  it('pair with the one that agrees, not with its double', () => {
    const all = [
      document(1, { matchKey: 'm', rank: 0 }),
      document(2, { matchKey: 'm', source: 'b', gross: 999 }),
      document(3, { matchKey: 'm', source: 'b' }),
    ];
    expect(keysOf(all)).toEqual(['1+3']);
  });

  it('are kept apart by a person, also through a third one, and linked against every key', () => {
    const all = [document(1, { matchKey: 'm', rank: 0 }), document(2, { matchKey: 'm', source: 'b' })];
    expect(keysOf(all, [{ a: 1, b: 2, isSame: false }])).toEqual([]);
    const third = document(3, { matchKey: 'm', source: 'c' });
    expect(keysOf([...all, third], [{ a: 1, b: 2, isSame: false }])).toEqual(['1+3']);
    expect(keysOf([document(1), document(2)], [{ a: 1, b: 2, isSame: true }])).toEqual(['1+2']);
  });
});

const anyDocument = fc.record({
  source: fc.constantFrom('a', 'b', 'c'),
  isScan: fc.boolean(),
  rank: fc.constantFrom(0, 1, 2),
  ksefNumber: fc.constantFrom(null, null, 'K1', 'K2'),
  matchKey: fc.constantFrom(null, 'm1', 'm2', 'm3'),
  gross: fc.constantFrom(100, 200),
  issueDate: fc.constantFrom('2026-01-01', '2026-03-01', '2026-10-05'),
});
const archive = fc.array(anyDocument, { maxLength: 14 }).map((all) => all.map((one, at) => document(at + 1, one)));
const decisions = fc.array(
  fc.record({ a: fc.integer({ min: 1, max: 14 }), b: fc.integer({ min: 1, max: 14 }), isSame: fc.boolean() }),
  { maxLength: 4 },
);
/** One word per pair, as the archive keeps them, in the order of the documents' keys. */
function oncePerPair(verdicts: readonly LinkVerdict[]): LinkVerdict[] {
  const pairs = new Map<string, LinkVerdict>();
  for (const { a, b, isSame } of verdicts) {
    if (a === b) continue;
    const [low, high] = a < b ? [a, b] : [b, a];
    pairs.set(`${String(low).padStart(2, '0')} ${String(high).padStart(2, '0')}`, { a: low, b: high, isSame });
  }
  return [...pairs].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, verdict]) => verdict);
}

describe('any documents', () => {
  it('are grouped the same in whatever order they came', () => {
    fc.assert(
      fc.property(archive, decisions, fc.infiniteStream(fc.nat()), (documents, words, numbers) => {
        const verdicts = oncePerPair(words);
        const mixed = documents
          .map((one) => ({ one, place: numbers.next().value as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one);
        expect(keysOf(mixed, verdicts)).toEqual(keysOf(documents, verdicts));
      }),
    );
  });

  it('are in one group at most, which holds what a person said', () => {
    fc.assert(
      fc.property(archive, decisions, (documents, words) => {
        const verdicts = oncePerPair(words);
        const groups = linkDocuments(documents, verdicts).map(({ members }) => new Set(members.map(({ id }) => id)));
        const all = groups.flatMap((group) => [...group]);
        expect(new Set(all).size).toBe(all.length);
        for (const { a, b, isSame } of verdicts)
          if (!isSame) expect(groups.some((group) => group.has(a) && group.has(b))).toBe(false);
      }),
    );
  });

  it('of one source are only together where a person or a scan is in it', () => {
    fc.assert(
      fc.property(archive, (documents) => {
        for (const { members } of linkDocuments(documents, [])) {
          const places = members.map(({ source, isScan }) => `${source} ${String(isScan)}`);
          expect(new Set(places).size).toBe(places.length);
        }
      }),
    );
  });
});

it('days are counted as the calendar does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000 }), (days) => {
      const date = new Date(days * 86_400_000).toISOString().slice(0, 10);
      expect(dayNumber(date) - dayNumber('1970-01-01')).toBe(days);
    }),
  );
});
