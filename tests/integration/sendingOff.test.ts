// While sending is off for a connection, no path lets a sending call out: not a window, not a run, not the provider's own client.
import { describe, expect, it } from 'vitest';
import { sendingGate } from '../../electron/core/services/sendingGate';
import { draft, item, office, sale, SENDING, SENDS, switchTo } from '../support/sender';

describe('while sending is off', () => {
  it('is the state of a new connection, and no path lets a sending call out', async () => {
    const one = await office(false);
    const { companyId, connectionId, kontor, ksef } = one;
    const [view] = await kontor.call('connections.list', { companyId });
    expect(view?.settings['sending'] ?? false).toBe(false);
    expect(view?.capabilities).toContain('sending');
    const id = await draft(one, sale(one));
    expect(await kontor.refused('sending.prepare', { ids: [id] })).toMatchObject({
      kind: 'permission',
      key: 'sending.off',
    });
    expect(await kontor.refused('sending.resume', { connectionId })).toMatchObject({ key: 'sending.off' });
    await one.restart();
    await one.kontor.ended((await one.kontor.call('sync.start', { companyId })).runId);
    await one.kontor.ended((await one.kontor.call('connections.verify', { connectionId })).runId);
    expect(ksef.count(SENDING)).toBe(0);
  });

  it('switched off between the look and the click, or during a run, ends it before the next byte', async () => {
    const one = await office();
    const ids = [await draft(one, sale(one)), await draft(one, sale(one)), await draft(one, sale(one))];
    const { token = '' } = await one.kontor.call('sending.prepare', { ids });
    await switchTo(one, false);
    expect(await one.kontor.refused('sending.confirm', { token })).toMatchObject({ key: 'sending.off' });
    await switchTo(one, true);
    const held = one.ksef.hold(SENDS, 2);
    const { token: again = '' } = await one.kontor.call('sending.prepare', { ids });
    const { runId } = await one.kontor.call('sending.confirm', { token: again });
    await held.reached;
    await switchTo(one, false);
    held.release();
    expect(await one.kontor.ended(runId)).toMatchObject({ state: 'failed', problem: { key: 'sending.off' } });
    expect(one.ksef.count(SENDS)).toBe(2);
    const states = await Promise.all(ids.map(async (id) => (await item(one, id)).state));
    expect(states.toSorted()).toEqual(['queued', 'sent', 'sent']);
    expect((await one.kontor.call('connections.list', { companyId: one.companyId }))[0]?.state).toBe('ok');
  });

  it('holds for a direct call with the connection’s own access', async () => {
    const one = await office(false);
    const { sending } = one.ksef.manifest;
    const asked: string[] = [];
    const answer = (request: { method: string; url: string }) => Promise.resolve(asked.push(request.url) as never);
    const bare = { request: answer, download: answer, digest: answer, upload: answer };
    const gate = sendingGate(bare, one.ksef.manifest, () => Promise.resolve(false));
    const base = 'https://api.ksef.mf.gov.pl/v2';
    for (const [method, path] of [
      ['POST', '/sessions/online'],
      ['POST', '/sessions/online/x/invoices'],
      ['POST', '/sessions/batch'],
      ['POST', '/sessions/batch/x/close'],
      ['PUT', '/anything'],
    ] as const) {
      expect(sending?.isSendingCall(method, new URL(base + path)), path).toBe(true);
      for (const verb of ['request', 'download', 'digest', 'upload'] as const) {
        const call = gate[verb]({ method, url: base + path, toPath: '', file: { path: '', start: 0, end: 0 } });
        await expect(call).rejects.toMatchObject({ spec: { key: 'sending.off' } });
      }
    }
    expect(asked).toEqual([]);
    for (const [method, path] of [
      ['GET', '/sessions/x'],
      ['POST', '/invoices/exports'],
      ['DELETE', '/auth/sessions/current'],
    ] as const)
      expect(sending?.isSendingCall(method, new URL(base + path)), path).toBe(false);
  });
});
