// From a planned slot to the whole invoice.
import { Rng } from '../random';
import { energyAttachment } from './attachments';
import { buildAdvance, buildSettlement } from './buildAdvance';
import { buildCorrection } from './buildCorrection';
import { lastDay, shiftDay } from './calendar';
import * as catalogue from './catalogue';
import { exchangeRate } from './exchange';
import { makeEachLine, makeLines, type LineWishes } from './lines';
import type { InvoiceModel, Line } from './model';
import { referenceTo } from './naming';
import { factor, landlord, type Party } from './parties';
import type { Flavour, Slot } from './plan';
import { payment, skeleton, withLines } from './skeleton';

export function buildInvoice(seed: number, slot: Slot): InvoiceModel {
  const rng = new Rng(seed, 'build', slot.month, slot.index, slot.direction);
  if (slot.kind === 'ZAL') return buildAdvance(rng, slot);
  if (slot.refersTo) {
    const original = buildInvoice(seed, slot.refersTo);
    const reference = referenceTo(seed, slot.refersTo);
    const build = slot.kind === 'ROZ' ? buildSettlement : buildCorrection;
    return build(rng, slot, original, reference);
  }
  if (slot.kind === 'UPR') return buildSimplified(rng, slot);
  return slot.direction === 'purchase' ? buildPurchase(rng, slot) : buildSale(rng, slot);
}

const CURRENCY: Readonly<Record<string, string>> = { CH: 'CHF', NO: 'NOK', CZ: 'CZK' };

function currencyOf(slot: Slot, buyer: Party): string {
  if (slot.flavour === 'domesticEuro') return 'EUR';
  return ['intraUnion', 'export', 'foreignService'].includes(slot.flavour) ? (CURRENCY[buyer.country] ?? 'EUR') : 'PLN';
}

function buildSale(rng: Rng, slot: Slot): InvoiceModel {
  const base = skeleton(slot);
  const currency = currencyOf(slot, slot.buyer);
  const rate = currency === 'PLN' ? undefined : exchangeRate(currency, slot.date);
  const lines = saleLines(rng, slot, { exchangeRate: rate, saleDate: slot.date });
  const model = withLines({ ...base, currency, saleDate: shiftDay(slot.date, -rng.int(0, 5)) }, lines, rate);
  const order = rng.chance(0.3)
    ? { number: `ZAM/${rng.digits(4)}/${slot.date.slice(0, 4)}`, date: shiftDay(slot.date, -20) }
    : null;
  return {
    ...model,
    buyerNumber: `K-${String(new Rng('client', slot.buyer.name).int(100, 999))}`,
    thirds: slot.flavour === 'factored' ? [{ party: factor, role: 1 }] : base.thirds,
    isReverseCharge: slot.flavour === 'foreignService',
    ...(slot.flavour === 'training'
      ? { exemption: 'art. 43 ust. 1 pkt 29 lit. a ustawy o podatku od towarów i usług' }
      : {}),
    ...(order ? { order } : {}),
    ...(slot.flavour === 'intraUnion' || slot.flavour === 'export'
      ? { deliveryTerms: 'EXW Poznań (Incoterms 2020)' }
      : {}),
    payment: payment(rng, slot.date, model.total),
  };
}

const goods = [...catalogue.forged, ...catalogue.services];
/** Long invoices list small things: otherwise one of them outweighs a month. */
const smallGoods = goods.filter((each) => each.to <= 240 && each.most <= 24);

const SALES: Partial<Record<Flavour, (rng: Rng, wishes: LineWishes) => readonly Line[]>> = {
  training: (rng, wishes) => makeLines(rng, [catalogue.training], 1, wishes),
  housing: (rng, wishes) => makeEachLine(rng, [catalogue.housing, rng.pick(catalogue.services)], wishes),
  retail: (rng, wishes) => makeLines(rng, catalogue.forged, rng.int(1, 2), { ...wishes, isGross: true }),
  intraUnion: (rng, wishes) => makeLines(rng, catalogue.forged, rng.int(1, 5), { ...wishes, rate: '0 WDT' }),
  export: (rng, wishes) => makeLines(rng, catalogue.forged, rng.int(1, 4), { ...wishes, rate: '0 EX' }),
  foreignService: (rng, wishes) => makeLines(rng, catalogue.services, rng.int(1, 2), { ...wishes, rate: 'np II' }),
  long: (rng, wishes) => makeLines(rng, smallGoods, rng.int(30, 90), wishes),
};

function saleLines(rng: Rng, slot: Slot, wishes: LineWishes): readonly Line[] {
  if (slot.direction === 'third')
    return makeEachLine(rng, slot.seller === landlord ? catalogue.premises : catalogue.premises.slice(1), wishes);
  const special = SALES[slot.flavour];
  if (special) return special(rng, wishes);
  return makeLines(rng, goods, rng.int(1, 4) * (slot.lineFactor ?? 1), wishes);
}

/** Fewest and most lines; suppliers that are not listed bill each of their products once. */
const LINE_COUNTS: Readonly<Record<string, readonly [number, number]>> = {
  steel: [3, 18],
  consumables: [2, 14],
  gas: [1, 4],
  food: [2, 9],
  paint: [1, 3],
  safety: [1, 6],
  fuel: [1, 3],
  courier: [1, 2],
  books: [1, 2],
  insurance: [1, 1],
  usedMachines: [1, 1],
};

function buildPurchase(rng: Rng, slot: Slot): InvoiceModel {
  const base = skeleton(slot);
  const kind = slot.supplier?.kind ?? 'accounting';
  const products = catalogue.supplies[kind];
  const range = slot.flavour === 'long' ? ([40, 120] as const) : LINE_COUNTS[kind];
  const wishes: LineWishes =
    slot.flavour === 'margin' ? { rate: 'margin', isGross: true } : slot.flavour === 'reverse' ? { rate: 'oo' } : {};
  const lines = range
    ? makeLines(rng, products, rng.int(...range) * (slot.lineFactor ?? 1), wishes)
    : makeEachLine(rng, products, wishes);
  const model = withLines(base, lines);
  const isPeriodic = ['energy', 'telecom', 'accounting', 'leasing'].includes(kind);
  return {
    ...model,
    ...(isPeriodic ? { period: { from: `${slot.month}-01`, to: lastDay(slot.month) } } : { saleDate: slot.date }),
    isReverseCharge: slot.flavour === 'reverse',
    isMargin: slot.flavour === 'margin',
    ...(kind === 'insurance' ? { exemption: 'art. 43 ust. 1 pkt 37 ustawy o podatku od towarów i usług' } : {}),
    ...(kind === 'energy' ? { attachment: energyAttachment(rng, slot, model) } : {}),
    payment: payment(rng, slot.date, model.total),
  };
}

/** Up to 450 zloty, the buyer known by its number only. */
function buildSimplified(rng: Rng, slot: Slot): InvoiceModel {
  const product = rng.pick(catalogue.forged.filter((each) => each.to <= 400));
  const lines = makeLines(rng, [{ ...product, most: 1 }], 1, { isGross: true });
  const model = withLines(skeleton(slot), lines);
  return { ...model, saleDate: slot.date, payment: { type: 'paid', on: slot.date, form: rng.pick([1, 2]) } };
}
