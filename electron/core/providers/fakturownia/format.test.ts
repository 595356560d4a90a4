// What a record of Fakturownia means, value by value.
import { describe, expect, it } from 'vitest';
import { fakturowniaFormat } from './format';
import { makeRow, write, type Row } from './simulator/rows';

const NOW = Date.parse('2026-10-06T08:00:00Z');
function stateOf(more: Row) {
  const row = { ...makeRow({ id: 1, at: 1, issuedMs: NOW, isCost: true, next: () => 100 }), ...more };
  return fakturowniaFormat.parse(Buffer.from(write(row))).payment.state;
}

describe('the state of a payment', () => {
  it.each([
    ['issued', '0.0', 'unpaid'],
    ['sent', '0.0', 'unpaid'],
    ['partial', '10.0', 'partly'],
    ['paid', '1.0', 'paid'],
    // Nobody is to pay what was rejected.
    ['rejected', '0.0', undefined],
  ])('%s is %s of it paid: %s', (status, paid, state) => {
    expect(stateOf({ status, paid })).toBe(state);
  });
});
