// Drafts as they come from a hurried person: drawn rightly, then spoiled in a few places.
import fc from 'fast-check';
import { InvoiceKind } from '../../shared/domain/invoice';
import { SalesInvoice } from '../../shared/domain/salesInvoice';
import { salesInvoice } from './salesInvoices';

const WORDS: readonly unknown[] = [
  '',
  ' ',
  'A',
  '0',
  '00',
  '-0.00',
  '-1',
  '12,5',
  '1e5',
  '1.123456789',
  '1.1234567',
  '1.123',
  '99999999999999999999',
  '9999999999999999',
  '1999-01-01',
  '2026-02-30',
  '2026-11-21',
  '2060-01-01',
  'PL',
  'XX',
  'EUR',
  'KWD',
  'PLN',
  '\u0007',
  'a\uFFFEb',
  'a\uD800b',
  'x'.repeat(33),
  'x'.repeat(257),
  'x'.repeat(513),
  'x'.repeat(3600),
  '1234567890',
  true,
  undefined,
  ...InvoiceKind.options,
];

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function* places(node: Node): Generator<readonly [Node, string]> {
  for (const [key, value] of Object.entries(node)) {
    yield [node, key];
    if (isNode(value)) yield* places(value);
  }
}

/** Only such that the form could hold: the model still takes it. */
export const spoiledInvoice: fc.Arbitrary<SalesInvoice> = fc
  .tuple(
    fc.constantFrom(...InvoiceKind.options).chain(salesInvoice),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...WORDS)), { minLength: 1, maxLength: 3 }),
  )
  .map(([invoice, changes]) => {
    const kept: Node = structuredClone(invoice);
    for (const [at, word] of changes) {
      const all = [...places(kept)];
      const [node, key] = all[at % all.length] ?? [kept, 'number'];
      const before = node[key];
      if (word === undefined && !Array.isArray(node)) Reflect.deleteProperty(node, key);
      else node[key] = Array.isArray(before) && word === '' ? [] : word;
      if (!SalesInvoice.safeParse(kept).success) node[key] = before;
    }
    return SalesInvoice.parse(kept);
  });
