// The QR code of a receipt against an example worked out by hand, and against what the simulated TSE signs. Also inside Electron.
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readReceiptCode, verifyReceiptCode } from './receiptCode';
import { processOf } from './simulator/processData';
import { createSigner } from './simulator/signer';

const GOOD =
  'V0;KONTOR-KASSE-01;Kassenbeleg-V1;Beleg^11.90_5.35_0.00_0.00_2.00^10.00:Bar_9.25:Unbar;42;117;2026-03-14T09:26:53.000Z;2026-03-14T09:27:31.000Z;ecdsa-plain-SHA256;unixTime;XlP16CQ1/B7RT8n/CmiJQtKyeXaClIWbhjmblqkfloUEbIdXpXBh+z3usZM3YgdiNy8+Di1sd+ez/HRZ1Ufqzw==;BIp1VJHvi3BIc04wdy6ATte0Z0frGOhbkYH7ZxTxDAF0PXfSTMWiwgzdyL4bcrgmN6zXyXy5aLxwm2/OYCWrZ/o=';
const verdict = async (text: string): Promise<string> => {
  const code = readReceiptCode(text);
  return code === null ? 'no code' : verifyReceiptCode(code);
};

describe('the code of a receipt', () => {
  it('is read field by field and is valid', async () => {
    expect(GOOD).toHaveLength(349);
    expect(readReceiptCode(`  ${GOOD}\n`)).toMatchObject({
      clientSerial: 'KONTOR-KASSE-01',
      processData: 'Beleg^11.90_5.35_0.00_0.00_2.00^10.00:Bar_9.25:Unbar',
      transaction: 42,
      counter: 117,
      tssSerial: '25ff83fd053b3f6c376d804d07d4db4ae6cc135752174b5867299b42a164f9cc',
    });
    expect(await verdict(GOOD)).toBe('valid');
  });

  it.each([
    ['the amount', '11.90_', '11.91_', 'forged'],
    ['the till', 'KASSE-01', 'KASSE-02', 'forged'],
    ['the number', ';42;', ';43;', 'forged'],
    ['the counter', ';117;', ';118;', 'forged'],
    ['the time of the end', '09:27:31', '09:27:32', 'forged'],
    ['the start, which nothing covers', '09:26:53', '09:00:00', 'valid'],
    ['the algorithm', 'SHA256;unix', 'SHA384;unix', 'forged'],
    ['the algorithm, to none that is known', 'SHA256;unix', 'SHA1;unix', 'unchecked'],
    ['the format of time', 'unixTime', 'utcTime', 'unchecked'],
    ['the key, to no point of the curve', 'BIp1', 'BIp2', 'unchecked'],
    ['the version', 'V0;', 'V1;', 'no code'],
    ['the number, to a word', ';42;', ';x;', 'no code'],
  ])('changed in %s', async (_, from, to, expected) => {
    expect(await verdict(GOOD.replace(from, to))).toBe(expected);
  });

  it('of an order with semicolons and long words is valid as well', async () => {
    const signer = createSigner('kontor-demo-tse-key-1', 1_773_480_000);
    const items = Array.from({ length: 12 }, (_, index) => ({
      quantity: '3',
      text: `Kaffee "groß"; Nr. ${index}`,
      price_per_unit: '2.80',
    }));
    const process = processOf({ standard_v1: { order: { line_items: items } } });
    const log = {
      operation: 'Finish',
      clientSerial: 'KASSE-01',
      processData: process.data,
      processType: process.type,
      number: 200,
    } as const;
    const { signature } = signer.transaction(log, 128, 1_773_480_451);
    const time = new Date(1_773_480_451_000).toISOString();
    const fields = [
      'V0',
      'KASSE-01',
      process.type,
      process.data,
      200,
      128,
      time,
      time,
      'ecdsa-plain-SHA256',
      'unixTime',
    ];
    expect(
      await verdict([...fields, signature.toString('base64'), signer.publicKey.toString('base64')].join(';')),
    ).toBe('valid');
    expect(process.data.length).toBeGreaterThan(255);
  });

  it('of any text is read or refused', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.string()).map((parts) => `V0;${parts.join(';')}`),
        ),
        (text) => {
          expect([null, 'object']).toContain(readReceiptCode(text) === null ? null : 'object');
        },
      ),
    );
  });
});
