// Every kind of invoice can be corrected: what the form begins with, read out of a stored one, is what the Ministry's schema takes once it is
// filled in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareFa3 } from '../../electron/core/formats/fa/write/prepareFa';
import { formatFor } from '../../electron/core/formats/registry';
import { correctionOf } from '../../electron/core/services/selling/fromStored';
import { InvoiceKind } from '../../shared/domain/invoice';
import { isCorrection, salesTotals } from '../../shared/domain/salesTotals';
import { schemaOf } from '../support/faSchema';
import { plainSale } from '../support/plainSale';
import { salesInvoice, TODAY } from '../support/salesInvoices';

const order = { today: TODAY, createdAt: '2026-11-20T08:15:30.123Z', program: 'Kontor 1.0.0' } as const;
const validate = schemaOf('schemat_FA(3)_v1-0E.xsd');

describe.skipIf(validate === null)('a correction of a stored invoice', { timeout: 240_000 }, () => {
  it.each(InvoiceKind.options)('%s: is valid, and corrects nothing until it is changed', (kind) => {
    fc.assert(
      fc.property(salesInvoice(kind), (invoice) => {
        const stored = prepareFa3(invoice, order);
        if (!stored.isReady) return;
        const read = formatFor(stored.bytes)?.parse(stored.bytes);
        if (read === undefined) throw new Error('not read');
        const start = correctionOf({ invoice: read }, { ...plainSale, issueDate: TODAY });
        expect(isCorrection(start.kind)).toBe(true);
        const received = start.received.map(({ vat }) => ({ vat, gross: '0' }));
        const filled = { ...start, number: 'KOR/1', received };
        const findings = prepareFa3(filled, order);
        // Rarer things have no place in the common model and are asked for: an exchange rate, a basis of an exemption, a kind of
        // margin, a foreign rate; and of what was corrected down to nothing, what is to stand there now.
        const stops = findings.findings.filter(({ level, path }) => level === 'stop' && !path.endsWith('vat.percent'));
        expect(stops.map(({ key }) => key).filter((key) => !ASKED.has(key))).toEqual([]);
        if (findings.isReady) expect(validate?.(findings.bytes)).toBe('');
        expect(Number(salesTotals(filled).gross)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

const ASKED: ReadonlySet<string> = new Set(
  ['exchange_missing', 'exempt_without_basis', 'margin_kind', 'correction_empty'].map((key) => `sales.finding.${key}`),
);
