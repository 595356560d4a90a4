// What happens in a month: which invoices, of which kind, with whom, on which day. A month depends on the seed and its name alone, so
// that the same invoices come back whenever the simulator is started again.
import { Rng } from '../random';
import { shiftMonth, workDays } from './calendar';
import type { InvoiceKind } from './model';
import * as parties from './parties';
import type { Party, Seller, Supplier } from './parties';

export type Direction = 'sale' | 'purchase' | 'third' | 'authorized';

export type Flavour =
  | 'standard'
  | 'housing'
  | 'retail'
  | 'training'
  | 'domesticEuro'
  | 'intraUnion'
  | 'export'
  | 'foreignService'
  | 'localGovernment'
  | 'factored'
  | 'long'
  | 'supply'
  | 'margin'
  | 'reverse'
  | 'pairs'
  | 'difference'
  | 'buyerData';

export interface Slot {
  readonly month: string;
  readonly index: number;
  readonly direction: Direction;
  readonly kind: InvoiceKind;
  readonly flavour: Flavour;
  readonly date: string;
  readonly seller: Seller;
  readonly buyer: Party;
  readonly supplier?: Supplier;
  /** The invoice that is corrected or settled. */
  readonly refersTo?: Slot;
  /** Running number within the month and series. */
  readonly serial: number;
  /** Longer invoices than usual, for benches. */
  readonly lineFactor?: number;
}

/** Invoices of an average month: about 1,240 in fourteen. */
export const MONTHLY = 90;
const SEASON = [0.72, 0.8, 0.97, 1.1, 1.16, 1.15, 1.05, 1.0, 1.1, 1.12, 1.0, 0.83];

type Draft = Omit<Slot, 'serial'>;

export class Planner {
  private readonly seed: number;
  private readonly scale: number;
  private readonly lineFactor: number;
  private readonly drafts = new Map<string, readonly Draft[]>();
  private readonly plans = new Map<string, readonly Slot[]>();

  constructor(seed: number, scale: number, lineFactor = 1) {
    this.seed = seed;
    this.scale = scale;
    this.lineFactor = lineFactor;
  }

  month(month: string): readonly Slot[] {
    let plan = this.plans.get(month);
    if (!plan) {
      plan = number(this.draft(month).map((draft) => this.resolve({ ...draft, lineFactor: this.lineFactor })));
      this.plans.set(month, plan);
    }
    return plan;
  }

  private draft(month: string): readonly Draft[] {
    let drafts = this.drafts.get(month);
    if (!drafts) {
      const rng = new Rng(this.seed, 'month', month);
      const season = SEASON[Number(month.slice(5, 7)) - 1] ?? 1;
      const count = Math.max(1, Math.round(MONTHLY * this.scale * season * (0.95 + rng.next() * 0.1)));
      const days = workDays(month);
      drafts = Array.from({ length: count }, (_, index) => draftOne(rng, month, index, rng.pick(days)));
      this.drafts.set(month, drafts);
    }
    return drafts;
  }

  /** Finds what a correction corrects and what a settlement settles, in the month before. */
  private resolve(draft: Draft): Draft {
    const wanted = ORIGINAL[draft.kind];
    if (!wanted) return draft;
    if (this.isFirst(draft.month)) return { ...draft, kind: 'VAT', flavour: plainFlavour(draft) };
    const earlier = this.month(shiftMonth(draft.month, -1)).filter(
      (slot) =>
        slot.kind === wanted &&
        slot.direction === draft.direction &&
        (wanted !== 'VAT' || PLAIN.includes(slot.flavour)),
    );
    if (earlier.length === 0) return { ...draft, kind: 'VAT', flavour: plainFlavour(draft) };
    const refersTo = new Rng(this.seed, 'refers', draft.month, draft.index).pick(earlier);
    const { seller, buyer } = refersTo;
    return { ...draft, refersTo, seller, buyer, ...(refersTo.supplier ? { supplier: refersTo.supplier } : {}) };
  }

  /** Before this the world has no history: nothing can refer to it. */
  private isFirst(month: string): boolean {
    return month <= '2025-03';
  }
}

const PLAIN: readonly Flavour[] = ['standard', 'supply', 'housing'];
const ORIGINAL: Partial<Record<InvoiceKind, InvoiceKind>> = { KOR: 'VAT', ROZ: 'ZAL', KOR_ZAL: 'ZAL', KOR_ROZ: 'ROZ' };
const plainFlavour = (draft: Draft): Flavour => (draft.direction === 'purchase' ? 'supply' : 'standard');

function draftOne(rng: Rng, month: string, index: number, date: string): Draft {
  const direction = rng.weighted<Direction>([
    ['sale', 56],
    ['purchase', 42],
    ['third', 1.6],
    ['authorized', 0.8],
  ]);
  const base = { month, index, date, direction };
  if (direction === 'sale') return draftSale(rng, base);
  if (direction === 'purchase') return draftPurchase(rng, base);
  const seller = direction === 'third' ? rng.pick([parties.landlord, parties.waterworks]) : parties.represented;
  const buyer = direction === 'third' ? parties.landlord : rng.pick(parties.polishBuyers);
  const other = buyer === seller ? rng.pick(parties.polishBuyers) : buyer;
  return { ...base, kind: 'VAT', flavour: 'standard', seller, buyer: other };
}

type Base = Pick<Draft, 'month' | 'index' | 'date' | 'direction'>;

export function draftSale(rng: Rng, base: Base, only?: InvoiceKind): Draft {
  const weights: readonly (readonly [InvoiceKind, number])[] = [
    ['VAT', 76],
    ['KOR', 8],
    ['ZAL', 6],
    ['ROZ', 5],
    ['UPR', 3],
    ['KOR_ZAL', 1],
    ['KOR_ROZ', 1],
  ];
  const kind = only ?? rng.weighted(weights);
  const flavour = saleFlavour(rng, kind);
  return { ...base, kind, flavour, seller: parties.home, buyer: buyerFor(rng, flavour) };
}

function saleFlavour(rng: Rng, kind: InvoiceKind): Flavour {
  if (kind.startsWith('KOR')) return correctionStyle(rng, kind);
  if (kind !== 'VAT') return 'standard';
  return rng.weighted<Flavour>([
    ['standard', 50],
    ['housing', 7],
    ['retail', 10],
    ['training', 3],
    ['domesticEuro', 3],
    ['intraUnion', 9],
    ['export', 2],
    ['foreignService', 3],
    ['localGovernment', 5],
    ['factored', 3],
    ['long', 5],
  ]);
}

const correctionStyle = (rng: Rng, kind: InvoiceKind): Flavour =>
  kind === 'KOR' && rng.chance(0.15) ? 'buyerData' : rng.pick(['pairs', 'difference'] as const);

function buyerFor(rng: Rng, flavour: Flavour): Party {
  if (flavour === 'retail') return rng.pick(parties.consumers);
  if (flavour === 'intraUnion' || flavour === 'foreignService') return rng.pick(parties.unionBuyers);
  if (flavour === 'export') return rng.pick(parties.overseasBuyers);
  const isLocal = flavour === 'localGovernment';
  return rng.pick(parties.polishBuyers.filter((buyer) => (buyer.isLocalGovernment ?? false) === isLocal));
}

export function draftPurchase(rng: Rng, base: Base, only?: InvoiceKind): Draft {
  const kind = only ?? (rng.chance(0.05) ? 'KOR' : 'VAT');
  const supplier = rng.weighted(parties.suppliers.map((each) => [each, each.weight] as const));
  const special: Partial<Record<string, Flavour>> = { usedMachines: 'margin', naturalGas: 'reverse' };
  const canBeLong = supplier.kind === 'steel' || supplier.kind === 'consumables';
  const usual = canBeLong && rng.chance(0.12) ? 'long' : 'supply';
  const flavour = kind === 'KOR' ? correctionStyle(rng, kind) : (special[supplier.kind] ?? usual);
  return { ...base, kind, flavour, seller: supplier.party, buyer: parties.home, supplier };
}

/** Series count in the order of their dates. */
function number(drafts: readonly Draft[]): readonly Slot[] {
  const counts = new Map<string, number>();
  const ordered = [...drafts].sort((a, b) => (a.date === b.date ? a.index - b.index : a.date < b.date ? -1 : 1));
  return ordered.map((draft) => {
    const series = draft.direction === 'sale' ? draft.kind : draft.seller.name;
    const serial = (counts.get(series) ?? 0) + 1;
    counts.set(series, serial);
    return { ...draft, serial };
  });
}

/** A slot outside every month's plan. */
export function anySaleSlot(ordinal: number, date: string, kind: InvoiceKind): Slot {
  const base = { month: date.slice(0, 7), index: 1_000_000 + ordinal, date, direction: 'sale' } as const;
  return { ...draftSale(new Rng('single', ordinal), base, kind), serial: 5000 + ordinal };
}
