// A month against two programs: one row of every list and many that agree, made of the fake invoices.
import type { InvoiceRow } from '../../../shared/contract/invoices';
import type { ReconcileList, ReconcileRow, ReconcileSide } from '../../../shared/contract/reconcile';
import type { ConnectionId } from '../../../shared/domain/ids';
import { fromMinor, toMinor } from '../../../shared/domain/money';
import type { CallOutput } from '../bridge';

interface World {
  readonly rows: readonly InvoiceRow[];
  readonly left: ConnectionId;
  readonly right: ConnectionId;
}
interface Asked {
  readonly month: string;
  readonly direction?: string | undefined;
}

const OFF_BY = 63_600;

function sideOf(row: InvoiceRow, connectionId: ConnectionId, more: number): ReconcileSide {
  const { currency } = row.gross;
  const gross = (toMinor(row.gross.amount, currency) ?? 0) + more;
  const net = Math.round(gross / 1.23);
  const money = (minor: number) => ({ amount: fromMinor(minor, currency), currency });
  const { id, number, kind, direction, issueDate, counterparty, counterpartyTaxId } = row;
  return {
    id,
    connectionId,
    number,
    kind,
    direction,
    issueDate,
    counterparty,
    ...(counterpartyTaxId === undefined ? {} : { counterpartyTaxId }),
    net: money(net),
    vat: money(gross - net),
    gross: money(gross),
    isScan: false,
  };
}

const LISTS: readonly ReconcileList[] = ['different', 'only_left', 'only_right', 'duplicate'];
const STEPS = {
  equal: 'none',
  different: 'fix_program',
  only_left: 'enter_purchase',
  only_right: 'ask_seller',
  duplicate: 'link_or_apart',
} as const;

export function reconciled({ rows, left, right }: World, { month, direction }: Asked): readonly ReconcileRow[] {
  const own = rows.filter(
    (row) => row.issueDate.startsWith(month) && (direction === undefined || row.direction === direction),
  );
  return own.map((row, at): ReconcileRow => {
    const list = LISTS[at % 12] ?? 'equal';
    const other = sideOf(row, right, list === 'different' ? OFF_BY : 0);
    return {
      id: row.id,
      list,
      ...(list === 'only_right' ? {} : { left: sideOf(row, left, 0) }),
      ...(list === 'only_left' ? {} : { right: list === 'duplicate' ? { ...other, number: `${row.number}A` } : other }),
      more: [],
      ...(list === 'equal' || list === 'different' ? { by: at % 2 === 0 ? 'ksef_number' : 'number' } : {}),
      ...(list === 'duplicate' ? { by: 'likely' } : {}),
      differs: list === 'different' ? ['net', 'vat', 'gross'] : list === 'duplicate' ? ['number'] : [],
      step: STEPS[list],
      decided: [],
    };
  });
}

export function overviewOf(world: World, all: readonly ReconcileRow[]): CallOutput<'reconcile.overview'> {
  const sumsOf = (sides: readonly (ReconcileSide | undefined)[]) => {
    const sums = new Map<string, { side: ReconcileSide; minor: number; count: number }>();
    for (const side of sides) {
      if (side === undefined) continue;
      const key = `${side.direction} ${side.gross.currency}`;
      const sum = sums.get(key) ?? { side, minor: 0, count: 0 };
      const minor = sum.minor + (toMinor(side.gross.amount, side.gross.currency) ?? 0);
      sums.set(key, { side, minor, count: sum.count + 1 });
    }
    return [...sums.values()].map(({ side, minor, count }) => {
      const { currency } = side.gross;
      return { direction: side.direction, money: { amount: fromMinor(minor, currency), currency }, count };
    });
  };
  const side = (connectionId: ConnectionId, name: 'left' | 'right') => ({
    connectionIds: [connectionId],
    count: all.filter((row) => row[name] !== undefined).length,
    sums: sumsOf(all.map((row) => row[name])),
  });
  return {
    left: side(world.left, 'left'),
    right: side(world.right, 'right'),
    lists: (['equal', ...LISTS] as const).map((list) => {
      const rows = all.filter((row) => row.list === list);
      const sums = sumsOf(rows.map((row) => row.left ?? row.right));
      return { list, count: rows.length, explained: 0, sums, differences: [] };
    }),
    incomplete: [],
  };
}
