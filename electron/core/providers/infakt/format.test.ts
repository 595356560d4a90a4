// What a record of inFakt means, value by value.
import { describe, expect, it } from 'vitest';
import { NOW } from '../../../../tests/support/accountingBench';
import { infaktFormat } from './format';
import { makeSale } from './simulator/index';
import type { Row } from './simulator/rows';

const read = (row: Row) => infaktFormat.parse(Buffer.from(JSON.stringify(row)));

describe('a sale', () => {
  it('with statuses of its own, as of its way to KSeF, is no cost', () => {
    const sale = makeSale(1, NOW, 'invoices');
    const statuses = [{ symbol: 'sent', name: 'Wysłano', group: 'ksef_sending' }];
    expect(read({ ...sale, statuses })).toEqual(read(sale));
  });
});
