// The invoices that the simulated KSeF makes up: every value of every kind is on its page.
import { describe, expect, it } from 'vitest';
import { bigInvoice } from '../../electron/core/providers/ksef/simulator/faGenerator/big';
import { buildInvoice } from '../../electron/core/providers/ksef/simulator/faGenerator/build';
import { Planner } from '../../electron/core/providers/ksef/simulator/faGenerator/plan';
import { writeFa } from '../../electron/core/providers/ksef/simulator/faGenerator/writeFa';
import { viewOf } from '../../electron/core/formats/registry';
import { readXml } from '../../electron/core/formats/xml/readXml';
import type { XmlElement } from '../../electron/core/formats/xml/xmlElement';
import { viewTexts } from '../support/viewTexts';

function leaves(element: XmlElement): string[] {
  if (element.first === null) return element.token === '' ? [] : [element.token];
  const found: string[] = [];
  for (let child: XmlElement | null = element.first; child !== null; child = child.next) found.push(...leaves(child));
  return found;
}

function lost(bytes: Uint8Array): readonly string[] {
  const view = viewOf(bytes);
  const whole = new Set(viewTexts(view));
  const shown = [...whole].join('\n');
  return [
    ...leaves(readXml(bytes)).filter((text) => !whole.has(text) && !shown.includes(text)),
    ...view.rest.map((field) => `unknown: ${field.path ?? ''}`),
  ];
}

describe('generated invoices', () => {
  const planner = new Planner(1, 1);
  it.each(['2025-11', '2026-02', '2026-05'])('of %s lose nothing', (month) => {
    const slots = planner.month(month);
    expect(slots.length).toBeGreaterThan(50);
    for (const slot of slots) {
      const bytes = writeFa(buildInvoice(1, slot));
      expect([slot.kind, slot.flavour, lost(bytes)]).toEqual([slot.kind, slot.flavour, []]);
    }
  });

  it('the largest one loses nothing', () => {
    expect(lost(bigInvoice())).toEqual([]);
  });
});
