import { describe, expect, it } from 'vitest';
import { ForeignKsef } from '../../../../../tests/support/foreignKsef';
import { ksefInProcess } from '../../../../../tests/support/ksef';
import { DEMO_NIP } from './auth/knownTokens';

describe('a foreign client', () => {
  it('logs in, exports and decrypts the demo history', async () => {
    const ksef = ksefInProcess();
    const client = new ForeignKsef(ksef.url, (request) => ksef.simulator.handle(request));
    await client.login(ksef.simulator.control.tokens.demo.token, DEMO_NIP);
    const { answer, ...key } = await client.order({
      subjectType: 'Subject1',
      dateRange: {
        dateType: 'PermanentStorage',
        from: '2026-07-10T00:00:00Z',
        restrictToPermanentStorageHwmDate: true,
      },
    });
    expect(answer.status).toBe(201);
    const { referenceNumber } = answer.body as unknown as { referenceNumber: string };
    const done = await client.pollExport(referenceNumber);
    expect(done.status.code).toBe(200);
    const zip = await client.archive(done.package!, key);
    expect(zip.subarray(0, 2).toString()).toBe('PK');
    console.log(done.package, ksef.simulator.control.numbers().length);
  });
});
