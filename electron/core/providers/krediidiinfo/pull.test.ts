// Emptying the box: nothing is acknowledged that is not stored, nothing is stored twice, whatever happens in between.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ediBench } from '../../../../tests/support/ediBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { takeOutAction } from './left';

const DELETES = /^DELETE /;
const ITEM = /^GET .*\/purchase-invoices\/.+/;
const named = (match: RegExp, name: string, times = 1) => ({ match, times, kind: { type: 'named', name } as const });

describe('a box of twenty', () => {
  it('is emptied in lists of ten: each invoice stored once, byte for byte, then acknowledged', async () => {
    const b = await ediBench();
    const bytes = b.control.world.clients.get('16122596')?.box.map((waiting) => waiting.bytes.length) ?? [];
    const { pages } = await b.pull();
    expect(b.versions()).toHaveLength(20);
    expect(new Set(b.versions()).size).toBe(20);
    expect(b.box()).toEqual([]);
    expect([b.calls(/^GET .*purchase-invoices$/).length, b.calls(ITEM).length, b.calls(DELETES).length]).toEqual([
      3, 20, 20,
    ]);
    expect(bytes).toHaveLength(20);
    expect(pages.flatMap(({ content }) => (content.kind === 'items' ? content.items : []))[0]).toMatchObject({
      naturalKey: expect.stringMatching(/^purchase-invoices\//) as string,
      mediaType: 'application/xml',
      facts: {
        number: '2026-1000',
        issueDate: '2026-10-04',
        seller: { name: 'Põhjala Kohviröst OÜ', taxId: '11223341' },
      },
    });
    const again = await b.pull();
    expect(again.pages).toEqual([]);
  });

  it('acknowledges a page only when it is committed, and nothing at all where nobody can tell', async () => {
    const b = await ediBench();
    const before = b.box();
    await expect(b.pull({ place: 'before', page: 0 })).rejects.toThrow('killed');
    expect(b.box()).toEqual(before);
    expect(b.calls(DELETES)).toEqual([]);
  });

  it.each([0, 1])(
    'killed after the commit of page %i, before the first DELETE: nothing twice, nothing lost',
    async (page) => {
      const b = await ediBench();
      await expect(b.pull({ place: 'after', page })).rejects.toThrow('killed');
      expect(b.box()).toHaveLength(20 - page * 10);
      await b.pull();
      expect(b.versions()).toHaveLength(20);
      expect(b.box()).toEqual([]);
    },
  );

  it.each([
    ['before it was done', { type: 'cut' } as const],
    ['after it was done', { type: 'lose_answer' } as const],
    ['with 503', { type: 'status', status: 503 } as const],
  ])('a DELETE that is lost on the way, %s, is asked again: the second answer 404 is as good', async (_, kind) => {
    const b = await ediBench();
    b.simulator.script([{ match: DELETES, times: 1, kind }]);
    await b.pull();
    expect(b.versions()).toHaveLength(20);
    expect(b.box()).toEqual([]);
    expect(b.calls(DELETES)).toHaveLength(21);
  });

  it('a DELETE that never gets through ends the run; the next one fetches again, stores nothing twice, and empties', async () => {
    const b = await ediBench();
    b.simulator.script([{ match: DELETES, times: 5, kind: { type: 'cut' } }]);
    expect(await failureOf(b.pull())).toMatchObject({ kind: 'unavailable' });
    expect(b.versions()).toHaveLength(10);
    await b.pull();
    expect(b.versions()).toHaveLength(20);
    expect(b.box()).toEqual([]);
  });

  it('the same URI with other bytes is another version, not a loss', async () => {
    const b = await ediBench({ waiting: 1 });
    await expect(b.pull({ place: 'after', page: 0 })).rejects.toThrow('killed');
    const [waiting] = b.control.world.clients.get('16122596')?.box ?? [];
    if (waiting) waiting.bytes = b.control.invoice('16122596', 77);
    await b.pull();
    expect([...b.archive.values()].map((versions) => versions.length)).toEqual([2]);
    expect(b.box()).toEqual([]);
  });
});

describe('a service in trouble', () => {
  it('whose list never empties does not keep us: everything is fetched once, and that is said', async () => {
    const b = await ediBench({ waiting: 4 });
    b.simulator.script([named(DELETES, 'never_empty', 100)]);
    const { logged } = await b.pull();
    expect(b.calls(ITEM)).toHaveLength(4);
    expect(b.calls(DELETES)).toHaveLength(4);
    expect(logged).toContainEqual({ key: 'log.still_listed', params: { count: 4 } });
  });

  it('that revokes the token in the middle: what was stored is acknowledged or comes again, no 401 is repeated', async () => {
    const b = await ediBench();
    const badToken = { 'www-authenticate': 'Bearer realm="x", error="invalid_token"' };
    b.simulator.script([{ match: DELETES, times: 1, kind: { type: 'status', status: 401, headers: badToken } }]);
    expect(await failureOf(b.pull())).toMatchObject({ kind: 'auth', key: 'token_refused' });
    expect(b.calls(DELETES)).toHaveLength(1);
    expect(b.versions()).toHaveLength(10);
    expect(b.box()).toHaveLength(20);
    await b.pull();
    expect(b.versions()).toHaveLength(20);
    expect(b.box()).toEqual([]);
  });

  it('that gives a PDF where XML was asked: it stays in the box, everything else comes, the run says which', async () => {
    const b = await ediBench();
    const [first = ''] = b.box();
    b.simulator.script([named(ITEM, 'pdf_for_xml', 1)]);
    expect(await failureOf(b.pull())).toMatchObject({
      kind: 'rejected',
      key: 'document_not_xml',
      params: { id: `purchase-invoices/${first}` },
    });
    expect(b.versions()).toHaveLength(19);
    expect(b.box()).toEqual([first]);
    await b.pull();
    expect(b.versions()).toHaveLength(20);
  });

  it('that calls a PDF XML is not believed either', async () => {
    const b = await ediBench({ waiting: 2 });
    b.control.deliver('16122596', Buffer.from('%PDF-1.4 not what it says'));
    expect(await failureOf(b.pull())).toMatchObject({ key: 'document_not_xml' });
    expect(b.versions()).toHaveLength(2);
    expect(b.box()).toHaveLength(1);
  });

  it.each(['foreign_uri', 'redirect'] as const)(
    'that sends us to another server (%s) gets no token there',
    async (name) => {
      const b = await ediBench();
      b.simulator.script([named(/^GET .*purchase-invoices$/, name)]);
      const problem = await failureOf(b.pull());
      expect([problem.kind, problem.key]).toEqual(
        name === 'redirect' ? ['unavailable', 'net.redirect'] : ['rejected', 'foreign_address'],
      );
      expect(b.calls(/./)).toHaveLength(1);
      expect(b.box()).toHaveLength(20);
    },
  );

  it('that names one address of another server among its own gets no token there, and the others come', async () => {
    const b = await ediBench({ waiting: 3 });
    const own = b.box().map((id) => `/edi/purchase-invoices/${id}`);
    const body = JSON.stringify([own[0], 'https://elsewhere.example/edi/purchase-invoices/1', own[1], own[2]]);
    const headers = { 'content-type': 'application/vnd.ki.edi+json; version=1.0' };
    const list = { type: 'status', status: 200, headers, body } as const;
    b.simulator.script([{ match: /^GET .*purchase-invoices$/, times: 2, kind: list }]);
    expect(await failureOf(b.pull())).toMatchObject({ kind: 'rejected', key: 'foreign_address' });
    expect(b.versions()).toHaveLength(3);
    expect(b.box()).toEqual([]);
  });

  it('may send 30 MB for one document', async () => {
    const b = await ediBench({ waiting: 0 });
    b.control.deliver('16122596', b.control.invoice('16122596', 3, 22_500_000));
    const ctx = b.context();
    const { pages } = await b.pull(null, ctx);
    expect(pages).toHaveLength(1);
    expect(b.versions()).toHaveLength(1);
    expect(b.box()).toEqual([]);
    const [item] = pages[0]?.content.kind === 'items' ? pages[0].content.items : [];
    // On its way it lay on the disk, and it does not stay there.
    expect(item?.content).toEqual({ path: expect.stringContaining(ctx.spool) as string });
    expect(readdirSync(ctx.spool)).toEqual([]);
  });
});

describe('what cannot be read', () => {
  it('is stored, stays in the box in every run, and is taken out on demand, byte for byte or not at all', async () => {
    const b = await ediBench({ waiting: 0 });
    const ids = [1, 2].map((n) => b.control.deliver('16122596', Buffer.from(`<Order n="${String(n)}"/>`)));
    const first = await b.pull({ place: 'after', page: 0 }).catch(() => null);
    expect(first).toBeNull();
    for (const key of b.archive.keys()) b.unreadable.add(key);
    const { logged } = await b.pull();
    expect(b.box()).toEqual(ids);
    expect(logged).toContainEqual({ key: 'log.left_in_box', params: { count: 2 } });
    const [, second] = b.control.world.clients.get('16122596')?.box ?? [];
    if (second) second.bytes = Buffer.from('<Order n="another"/>');
    const result = await takeOutAction(b.task(), {}, () => undefined);
    expect(result.lines).toEqual([
      { key: 'action.take_out.done', params: { count: 1 } },
      { key: 'action.take_out.kept', params: { count: 1 } },
    ]);
    expect(b.box()).toEqual([ids[1]]);
  });
});
