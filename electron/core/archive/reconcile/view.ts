// Rows and sums as the window gets them.
import type {
  ReconcileOverview,
  ReconcileRow,
  ReconcileSide,
  ReconcileSum,
} from '../../../../shared/contract/reconcile';
import { ReconcileList } from '../../../../shared/contract/reconcile';
import { InvoiceRowId } from '../../../../shared/domain/ids';
import type { Direction } from '../../../../shared/domain/invoice';
import { foldedWords } from '../../../../shared/lib/fold';
import { fieldsOf } from '../links/differences';
import { money } from '../read/invoiceLists';
import type { Doc, Row } from './types';

export function sideView(doc: Doc): ReconcileSide {
  const { currency } = doc;
  return {
    id: InvoiceRowId.parse(doc.id),
    connectionId: doc.source,
    number: doc.number,
    kind: doc.kind,
    direction: doc.direction,
    issueDate: doc.issueDate,
    counterparty: doc.counterparty,
    ...(doc.counterpartyTaxId === null ? {} : { counterpartyTaxId: doc.counterpartyTaxId }),
    net: money(doc.net, currency),
    vat: money(doc.vat, currency),
    gross: money(doc.gross, currency),
    ...(doc.dueOn === null ? {} : { dueOn: doc.dueOn }),
    ...(doc.paymentState === null ? {} : { payment: doc.paymentState }),
    ...(doc.ksefNumber === null ? {} : { ksefNumber: doc.ksefNumber }),
    isScan: doc.isScan,
  };
}

export function rowView(row: Row): ReconcileRow {
  const { left, right, explained } = row;
  return {
    id: InvoiceRowId.parse(row.id),
    list: row.list,
    ...(left === null ? {} : { left: sideView(left) }),
    ...(right === null ? {} : { right: sideView(right) }),
    more: row.more.map(sideView),
    ...(row.by === null ? {} : { by: row.by }),
    differs: [...fieldsOf(row.differs)],
    step: row.step,
    ...(explained === null ? {} : { explained: { note: explained.note, at: explained.at } }),
    decided: row.decided.map(({ a, b, verdict }) => ({
      a: InvoiceRowId.parse(a),
      b: InvoiceRowId.parse(b),
      verdict,
    })),
  };
}

/** Every word must be in a number or a name of the row. */
export function isFound(row: Row, words: readonly string[]): boolean {
  const text = [row.left, row.right, ...row.more]
    .flatMap((doc) => (doc === null ? [] : [doc.number, doc.counterparty, doc.counterpartyTaxId ?? '', amountOf(doc)]))
    .flatMap(foldedWords)
    .map((word) => ` ${word}`)
    .join('');
  return words.every((word) => text.includes(` ${word}`));
}

const amountOf = ({ gross, currency }: Doc): string => money(gross, currency).amount;

export class Sums {
  private readonly sums = new Map<string, { direction: Direction; currency: string; minor: number; count: number }>();

  add({ direction, currency }: Doc, minor: number): void {
    const key = `${direction} ${currency}`;
    const sum = this.sums.get(key) ?? { direction, currency, minor: 0, count: 0 };
    this.sums.set(key, { ...sum, minor: sum.minor + minor, count: sum.count + 1 });
  }

  view(): ReconcileSum[] {
    return [...this.sums.values()]
      .sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1))
      .map(({ direction, currency, minor, count }) => ({ direction, money: money(minor, currency), count }));
  }
}

type Overview = Pick<ReconcileOverview, 'lists'> & {
  readonly left: { readonly count: number; readonly sums: ReconcileSum[] };
  readonly right: { readonly count: number; readonly sums: ReconcileSum[] };
};

/** A side's own count: every record of the month once, however many rows speak of it; scans are no records of their own. */
export function overviewOf(rows: readonly Row[], month: string): Overview {
  const sides = { left: new Sums(), right: new Sums() };
  const counted = new Set<number>();
  const lists = new Map(
    ReconcileList.options.map((list) => [list, { count: 0, explained: 0, own: new Sums(), gap: new Sums() }]),
  );
  for (const row of rows) {
    for (const doc of [row.left, row.right, ...row.more]) {
      if (doc === null || doc.isScan || doc.month !== month || counted.has(doc.id)) continue;
      counted.add(doc.id);
      sides[doc.side].add(doc, doc.gross);
    }
    const list = lists.get(row.list);
    if (list === undefined) continue;
    if (row.explained !== null) {
      list.explained += 1;
      continue;
    }
    list.count += 1;
    const one = row.left ?? row.right;
    if (one !== null) list.own.add(one, one.gross);
    if (row.left !== null && row.right !== null && row.left.currency === row.right.currency)
      list.gap.add(row.left, row.right.gross - row.left.gross);
  }
  const side = (sums: Sums): Overview['left'] => {
    const view = sums.view();
    return { count: view.reduce((all, { count }) => all + count, 0), sums: view };
  };
  return {
    left: side(sides.left),
    right: side(sides.right),
    lists: [...lists].map(([list, { count, explained, own, gap }]) => ({
      list,
      count,
      explained,
      sums: own.view(),
      differences: gap.view(),
    })),
  };
}
