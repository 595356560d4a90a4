// What to do about a row, and what an explanation of it is about.
import type { ReconcileStep } from '../../../../shared/contract/reconcile';
import { dayNumber } from '../links/groups';
import { fieldsOf, type Compared } from '../links/differences';
import type { ReconcileOrder, Row } from './types';

type Draft = Pick<Row, 'list' | 'left' | 'right' | 'by' | 'differs'>;

/** An invoice reaches KSeF on the day of its issue, or on the next working day after an outage. */
const ON_ITS_WAY_DAYS = 3;

export function stepOf({ list, left, right, by }: Draft, order: ReconcileOrder): ReconcileStep {
  const direction = (left ?? right)?.direction ?? 'other';
  switch (list) {
    case 'equal':
      return 'none';
    case 'different':
      return direction === 'sale' ? 'correct_sale' : 'fix_program';
    case 'only_left':
      return direction === 'sale' ? 'enter_sale' : direction === 'purchase' ? 'enter_purchase' : 'not_own';
    case 'duplicate':
      return by === 'likely' ? 'link_or_apart' : 'delete_double';
    case 'only_right': {
      if (order.unread.includes(direction)) return 'sync_first';
      if (direction === 'sale') return 'send_sale';
      if (right !== null && isForeign(right.counterpartyTaxId)) return 'foreign_seller';
      const age = right === null ? Infinity : dayNumber(order.today) - dayNumber(right.issueDate);
      return age <= ON_ITS_WAY_DAYS ? 'may_come' : 'ask_seller';
    }
  }
}

/** Only with a Polish tax id does a seller issue through KSeF; an unknown one is asked for all the same. */
function isForeign(taxId: string | null): boolean {
  return taxId !== null && /^(?!PL)[A-Z]{2}/i.test(taxId.trim());
}

export function aboutOf({ list, left, right, differs }: Draft): string {
  if (list === 'duplicate') return `duplicate ${left?.number ?? ''} ${String(left?.gross ?? '')} ${left?.source ?? ''}`;
  if (list !== 'different' || left === null || right === null) return list;
  const values = fieldsOf(differs).map((field) => `${field}=${valueOf(left, field)}/${valueOf(right, field)}`);
  return `different ${values.join(' ')}`;
}

function valueOf(doc: Compared, field: ReturnType<typeof fieldsOf>[number]): string {
  const values: Readonly<Record<typeof field, string | number | null>> = {
    number: doc.number,
    issue_date: doc.issueDate,
    counterparty_tax_id: doc.counterpartyTaxId,
    currency: doc.currency,
    net: doc.net,
    vat: doc.vat,
    gross: doc.gross,
    due_on: doc.dueOn,
    kind: doc.kind,
  };
  return String(values[field] ?? '');
}
