// The simulated KSeF takes packages as the real one does: held against the published description, by a client written for this test.
import { afterEach, describe, expect, it } from 'vitest';
import { named } from '../../electron/core/providers/ksef/simulator';
import { sha256 } from '../support/foreignKsef';
import { openBatch, uploadParts } from '../support/foreignSender';
import { published } from '../support/ksef';
import { codeOf, office, statusOf } from '../support/sendingOffice';
import { zipBytes } from '../support/zipBytes';

const api = published();

afterEach(() => {
  expect(api?.problems ?? []).toEqual([]);
});

describe('a batch session', () => {
  const files = (control: Awaited<ReturnType<typeof office>>['control'], count: number) =>
    Array.from({ length: count }, (_, index) => [`faktura-${String(index + 1)}.xml`, control.draft()] as const);

  it('takes parts over presigned links, and each invoice for itself', async () => {
    const { client, control } = await office(api);
    const invoices = files(control, 3);
    const bad = ['zla.xml', Buffer.from('<a/>')] as const;
    const { answer, opened, parts } = await openBatch(client, zipBytes([...invoices, bad]), 2000);
    expect(answer.status).toBe(201);
    const close = `/sessions/batch/${opened.referenceNumber}/close`;
    expect(codeOf(await client.call('POST', close))).toBe(21205);
    const [first] = opened.partUploadRequests;
    const withBearer = await client.send(
      new Request(first?.url ?? '', {
        method: 'PUT',
        headers: { ...first?.headers, authorization: 'Bearer x.y.z' },
        body: 'x',
      }),
    );
    expect(withBearer.status).toBe(400);
    const bare = await client.send(new Request(first?.url ?? '', { method: 'PUT', body: 'x' }));
    expect(bare.status).toBe(400);
    expect(new Set(await uploadParts(client, opened, parts))).toEqual(new Set([201]));
    expect((await client.call('POST', close)).status).toBe(204);
    const session = { reference: opened.referenceNumber };
    expect((await statusOf(client, session)).status.code).toBe(150);
    expect(await statusOf(client, session)).toMatchObject({
      status: { code: 200 },
      successfulInvoiceCount: 3,
      failedInvoiceCount: 1,
    });
    const { body } = await client.call('GET', `/sessions/${session.reference}/invoices?pageSize=10`);
    const listed = (body as unknown as { invoices: { invoiceHash: string; invoiceFileName: string }[] }).invoices;
    expect(listed.map(({ invoiceHash }) => invoiceHash)).toEqual([...invoices, bad].map(([, bytes]) => sha256(bytes)));
  });

  it('ends with a status of its own when parts, archive or time do not fit', async () => {
    const { ksef, client, control } = await office(api, { sessionPolls: 0 });
    const archive = zipBytes(files(control, 2));
    const run = async (bytes: Buffer, spoil: (parts: Buffer[]) => Buffer[], more: object = {}) => {
      const { opened, parts } = await openBatch(client, bytes, 100_000, more);
      await uploadParts(client, opened, spoil([...parts]));
      await client.call('POST', `/sessions/batch/${opened.referenceNumber}/close`);
      return (await statusOf(client, { reference: opened.referenceNumber })).status.code;
    };
    const flipped = (parts: Buffer[]) =>
      parts.map((part) => Buffer.from(part.map((byte, at) => (at === 20 ? byte ^ 1 : byte))));
    expect(await run(archive, flipped)).toBe(405);
    expect(await run(Buffer.from('kein Archiv'), (parts) => parts)).toBe(430);
    ksef.simulator.script([named(/batch$/, 'batch_failed')]);
    expect(await run(archive, (parts) => parts)).toBe(500);
    const { opened, parts } = await openBatch(client, archive, 100_000);
    ksef.clock.advance(21 * 60_000);
    await client.login(control.tokens.readWrite.token, '5265877635');
    expect(await uploadParts(client, opened, parts)).toEqual([403]);
    expect(codeOf(await client.call('POST', `/sessions/batch/${opened.referenceNumber}/close`))).toBe(21208);
    expect((await statusOf(client, { reference: opened.referenceNumber })).status.code).toBe(440);
  });
});

describe.skipIf(api === null)('the published description', () => {
  it('describes the answers about packages that were given here', () => {
    const covered = [...(api?.covered ?? [])].filter((each) => each.includes('/batch'));
    expect(covered).toEqual(
      expect.arrayContaining(['POST /sessions/batch 201', 'POST /sessions/batch/{referenceNumber}/close 204']),
    );
  });
});
