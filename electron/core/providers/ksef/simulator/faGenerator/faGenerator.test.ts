import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../../../../tests/support/faSchema';
import { bigInvoice } from './big';
import { buildInvoice } from './build';
import { factsOf } from './facts';
import { Planner, type Slot } from './plan';
import { writeFa } from './writeFa';

const SEED = 1;
const MONTHS = ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07'];
const planner = new Planner(SEED, 1);
const slots = MONTHS.flatMap((month) => planner.month(month));

const label = (slot: Slot): string =>
  [slot.direction, slot.kind, slot.flavour, slot.supplier?.kind].filter(Boolean).join(' ');

/** One of every sort that occurs, and a few more. */
function sample(): readonly Slot[] {
  const seen = new Map<string, number>();
  return slots.filter((slot) => {
    const count = seen.get(label(slot)) ?? 0;
    seen.set(label(slot), count + 1);
    return count < 2;
  });
}

describe('the generator', () => {
  it('makes every kind of invoice and every kind of trade', () => {
    const kinds = new Set(slots.map((slot) => slot.kind));
    expect([...kinds].sort()).toEqual(['KOR', 'KOR_ROZ', 'KOR_ZAL', 'ROZ', 'UPR', 'VAT', 'ZAL']);
    const flavours = new Set(slots.map((slot) => slot.flavour));
    for (const flavour of [
      'pairs',
      'difference',
      'buyerData',
      'intraUnion',
      'export',
      'foreignService',
      'margin',
      'reverse',
    ])
      expect(flavours).toContain(flavour);
    expect(new Set(slots.map((slot) => slot.direction)).size).toBe(4);
  });

  it('says the same again', () => {
    const again = new Planner(SEED, 1).month('2026-03');
    const texts = (list: readonly Slot[]) => list.map((slot) => writeFa(buildInvoice(SEED, slot)).toString('utf8'));
    expect(texts(again)).toEqual(texts(planner.month('2026-03')));
    expect(texts(new Planner(2, 1).month('2026-03'))).not.toEqual(texts(again));
  });

  it('adds up: lines per rate, rates, total', () => {
    for (const slot of slots) {
      const model = buildInvoice(SEED, slot);
      const sums = model.sums.reduce((sum, part) => sum + part.net + part.vat, 0);
      expect(sums, label(slot)).toBe(model.total);
      if (slot.kind !== 'VAT') continue;
      const net = model.lines.filter((line) => !line.isGross).reduce((sum, line) => sum + line.value, 0);
      const gross = model.lines.filter((line) => line.isGross).reduce((sum, line) => sum + line.value, 0);
      if (gross === 0) expect(factsOf(model).net, label(slot)).toBe(net);
      else expect(model.total, label(slot)).toBe(gross);
    }
  });

  it('never uses an invoice number of a seller twice', () => {
    const names = slots.map((slot) => `${slot.seller.id.value} ${slot.kind} ${buildInvoice(SEED, slot).number}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

const validate = schemaOf('schemat_FA(3)_v1-0E.xsd');

describe.skipIf(validate === null)('generated documents against the official schema', { timeout: 30_000 }, () => {
  it('are valid, every sort of them', () => {
    for (const slot of sample()) {
      const problem = validate?.(writeFa(buildInvoice(SEED, slot)));
      expect([label(slot), problem]).toEqual([label(slot), '']);
    }
  });

  it('are valid at almost three megabytes', () => {
    const bytes = bigInvoice();
    expect(bytes.length).toBeGreaterThan(2_500_000);
    expect(bytes.length).toBeLessThan(3_000_000);
    expect(validate?.(bytes)).toBe('');
  });
});
