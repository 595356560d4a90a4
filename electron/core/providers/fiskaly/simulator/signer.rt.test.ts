// What the simulated TSE signs, held against a receipt worked out by hand from BSI TR-03151. Also run inside Electron.
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { processOf } from './processData';
import { createSigner } from './signer';
import { createFiskalySimulator, DEMO_TSS } from './index';

const PUBLIC_KEY = 'BIp1VJHvi3BIc04wdy6ATte0Z0frGOhbkYH7ZxTxDAF0PXfSTMWiwgzdyL4bcrgmN6zXyXy5aLxwm2/OYCWrZ/o=';
const MESSAGE =
  '020102060904007f000703070101801146696e6973685472616e73616374696f6e810f4b4f4e544f522d4b415353452d3031823442656c65675e31312e39305f352e33355f302e30305f302e30305f322e30305e31302e30303a4261725f392e32353a556e626172830e4b617373656e62656c65672d563185012a042025ff83fd053b3f6c376d804d07d4db4ae6cc135752174b5867299b42a164f9cc300c060a04007f00070101040103020175020469b52a03';
const receipt = {
  receipt_type: 'RECEIPT',
  amounts_per_vat_rate: [
    { vat_rate: 'NULL', amount: '2.00' },
    { vat_rate: 'NORMAL', amount: '11.90' },
    { vat_rate: 'REDUCED_1', amount: '5.35' },
  ],
  amounts_per_payment_type: [
    { payment_type: 'NON_CASH', amount: '9.25', currency_code: 'EUR' },
    { payment_type: 'CASH', amount: '10.00', currency_code: 'EUR' },
  ],
} as const;

describe('the simulated TSE', () => {
  const signer = createSigner('kontor-demo-tse-key-1', 1_773_480_000);

  it('writes the receipt as DSFinV-K wants it', () => {
    const process = processOf({
      standard_v1: {
        receipt: {
          ...receipt,
          amounts_per_vat_rate: [...receipt.amounts_per_vat_rate],
          amounts_per_payment_type: [...receipt.amounts_per_payment_type],
        },
      },
    });
    expect(process).toEqual({
      type: 'Kassenbeleg-V1',
      data: 'Beleg^11.90_5.35_0.00_0.00_2.00^10.00:Bar_9.25:Unbar',
    });
  });

  it('signs the message worked out by hand, with the key of that example', () => {
    expect(signer.publicKey.toString('base64')).toBe(PUBLIC_KEY);
    const { signature, file } = signer.transaction(
      {
        operation: 'Finish',
        clientSerial: 'KONTOR-KASSE-01',
        processData: 'Beleg^11.90_5.35_0.00_0.00_2.00^10.00:Bar_9.25:Unbar',
        processType: 'Kassenbeleg-V1',
        number: 42,
      },
      117,
      1_773_480_451,
    );
    expect(file.toString('hex')).toContain(MESSAGE);
    const certificate = new X509Certificate(signer.certificate);
    const key = { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', Buffer.from(MESSAGE, 'hex'), key, signature)).toBe(true);
    expect(certificate.subject).toBe(`CN=${signer.serial}`);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(signer.serial).toBe(createHash('sha256').update(signer.publicKey).digest('hex'));
    expect(createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' })).asymmetricKeyType).toBe('ec');
  });

  it('has numbered every message of the demo account without a gap', () => {
    const now = () => Date.parse('2026-10-06T08:00:00.000Z');
    const { control } = createFiskalySimulator({ now, baseUrl: 'https://fiskaly.example', seed: 1 });
    const counters = control.logsOf(DEMO_TSS.id).map(({ counter }) => counter);
    expect(counters).toEqual(counters.map((_, index) => index + 1));
    expect(counters.length).toBe(3 + 2 * 90);
  });
});
