// Who knows of which invoice in the demo's world: the register delivered all of them, the programs hold most, some typed wrong, a few
// nowhere, and a few of their own. So that the demo shows one case of every list, and looks like a month that is nearly closed.
import type { SharedInvoice } from '../providers/sdk/simulatorKit';

/** Months of history that the programs share, the current one included. */
const MONTHS = 3;

export function demoSinceMs(nowMs: number): number {
  const now = new Date(nowMs);
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (MONTHS - 1), 1);
}

/** Of each program in the order of the registry: whether the firm sells with it, and its part of five purchases. */
const PARTS: readonly { readonly sells: boolean; readonly fifths: readonly number[] }[] = [
  { sells: true, fifths: [0, 1] },
  { sells: false, fifths: [] },
  { sells: false, fifths: [2, 3] },
  { sells: false, fifths: [4] },
];

export function demoShare(all: readonly SharedInvoice[], program: number): readonly SharedInvoice[] {
  const part = PARTS[program];
  if (part === undefined) return [];
  const sales = part.sells ? all.filter(({ isSale }) => isSale) : [];
  const purchases = all.filter(({ isSale }) => !isSale).filter((_, at) => part.fifths.includes(at % 5));
  return [...sales, ...purchases].flatMap((invoice, at) => told(invoice, at, program));
}

/** How a program tells the invoice that is so far down its list. */
function told(invoice: SharedInvoice, at: number, program: number): readonly SharedInvoice[] {
  // One of the programs asks the register by itself and knows its numbers; the other was typed.
  const known = { ...invoice, registered: program === 0 && at % 4 !== 3 ? invoice.registered : null };
  switch (at % 23) {
    case 5:
      return [];
    case 9:
      return [{ ...known, net: invoice.net + 60_000, vat: invoice.vat + 13_800 }];
    case 13:
      return [{ ...known, issueDate: nextDay(invoice.issueDate) }];
    case 17:
      // Typed with another number: only party, sum and date give it away.
      return [{ ...known, registered: null, number: mistyped(invoice.number) }];
    case 20:
      return program === 0 ? [known] : [known, { ...known, isScan: true }];
    case 21:
      // Entered twice.
      return invoice.isSale ? [known] : [known, { ...known, registered: null }];
    default:
      return [known];
  }
}

function nextDay(date: string): string {
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return next.slice(0, 7) === date.slice(0, 7) ? next : date;
}

/** Two digits of the year that changed places: no other invoice has such a number. */
function mistyped(number: string): string {
  return number.replace(/20(\d)(\d)/, '20$2$1');
}
