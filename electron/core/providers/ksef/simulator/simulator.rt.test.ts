import { describe, expect, it } from 'vitest';
import { ForeignKsef } from '../../../../../tests/support/foreignKsef';
import { createKsefSimulator } from './index';

const NOW = Date.parse('2026-10-06T08:00:00.123Z');

describe('the whole way without a socket', () => {
  it('leads from a token to the documents, in ZIP and in TarGz', async () => {
    const simulator = createKsefSimulator({ now: () => NOW, baseUrl: 'https://ksef.example', seed: 5, count: 60 });
    const client = new ForeignKsef('https://ksef.example', (request) => simulator.handle(request));
    const { token, contextNip } = simulator.control.tokens.demo;
    await client.login(token, contextNip);
    const filters = {
      subjectType: 'Subject1',
      dateRange: { dateType: 'PermanentStorage', from: '2026-07-10T00:00:00Z' },
    };
    const signs = [];
    for (const compressionType of ['Zip', 'TarGz']) {
      const { answer, ...key } = await client.order(filters, { compressionType });
      const { referenceNumber } = answer.body as unknown as { referenceNumber: string };
      const done = await client.pollExport(referenceNumber);
      if (!done.package) throw new Error(String(done.status.code));
      expect(done.package.invoiceCount).toBe(simulator.control.numbers('Subject1').length);
      signs.push((await client.archive(done.package, key)).subarray(0, 2).toString('hex'));
    }
    expect(signs).toEqual(['504b', '1f8b']);
  });
});
