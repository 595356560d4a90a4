// What Kontor writes is what the Ministry's schema takes; and whatever our own checks let through, the schema takes too.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareFa3 } from '../../electron/core/formats/fa/write/prepareFa';
import { InvoiceKind } from '../../shared/domain/invoice';
import { SalesInvoice } from '../../shared/domain/salesInvoice';
import { schemaOf } from '../support/faSchema';
import { salesInvoice, TODAY } from '../support/salesInvoices';

const order = { today: TODAY, createdAt: '2026-11-20T08:15:30.123Z', program: 'Kontor 1.0.0' } as const;
const validate = schemaOf('schemat_FA(3)_v1-0E.xsd');

describe.skipIf(validate === null)('written invoices against the official schema', { timeout: 120_000 }, () => {
  it.each(InvoiceKind.options)('%s: every one is valid', (kind) => {
    fc.assert(
      fc.property(salesInvoice(kind), (drawn) => {
        const prepared = prepareFa3(SalesInvoice.parse(drawn), order);
        const stops = prepared.findings.filter(({ level }) => level === 'stop');
        expect(stops).toEqual([]);
        if (prepared.isReady) expect(validate?.(prepared.bytes)).toBe('');
      }),
      { numRuns: 300 },
    );
  });
});
