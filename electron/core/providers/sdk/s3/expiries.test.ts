import { expect, it } from 'vitest';
import { makeSelfSigned } from '../../../../../tests/support/certificates';
import { jumpingClock, testContext } from '../../../../../tests/support/providerContext';
import { scriptedHttp } from '../../../../../tests/support/scriptedHttp';
import { expiriesOf } from './expiries';

const notAfter = new Date('2027-03-01T12:00:00.000Z');
const pem = Buffer.from(makeSelfSigned({ notAfter }).cert).toString('base64');
const found = (certificate: string, file: string) =>
  expiriesOf(
    testContext({
      http: scriptedHttp({}),
      clock: jumpingClock(0),
      settings: { certificate },
      credentials: { ca_certificate: file },
    }),
  );

it('the certificate of a server of the firm’s own ends; one that is not used, or no certificate, is nothing', async () => {
  expect(await found('own', pem)).toEqual([
    { kind: 'certificate', field: 'ca_certificate', endsAtMs: notAfter.getTime() },
  ]);
  expect(await found('public', pem)).toEqual([]);
  expect(await found('own', 'bm90IG9uZQ==')).toEqual([]);
  expect(await found('own', '')).toEqual([]);
});
