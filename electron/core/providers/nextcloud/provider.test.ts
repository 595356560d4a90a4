// The check of a connection and the sign-in in the browser, against the simulated Nextcloud over a loopback socket.
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { refusingPort, httpServer } from '../../../../tests/support/loopback';
import { neverVisits } from '../../../../tests/support/providerContext';
import { nextcloud } from '../../../../tests/support/nextcloud';
import { davBench } from '../../../../tests/support/nextcloudBench';
import manifest from './index';
import { ACCOUNT, named } from './simulator/index';
import { signInWithBrowser } from './signIn';

describe('the check', () => {
  it('finds the user id, names the account and leaves nothing behind', async () => {
    const cloud = await nextcloud({ subPath: '/chmura', folder: '/Faktury' });
    const { result, ticks } = await cloud.check();
    expect(ticks.filter((it) => it.state === 'done').map((it) => it.id)).toEqual(manifest.verifySteps);
    expect(ticks[0]).toEqual({ id: 'reachable', state: 'running' });
    expect(result.identity).toBe(`${ACCOUNT.userId}@${cloud.url.slice(7)}`);
    expect(result.suggestedTitle).toBe(`Nextcloud ${new URL(cloud.url).host}`);
    expect(result.settings).toMatchObject({ dav_user: ACCOUNT.userId, dav_kind: 'nextcloud' });
    expect(cloud.control.files().size).toBe(0);
    expect(ticks.find((it) => it.id === 'space' && it.state === 'done')).toMatchObject({
      note: 'verify.space.free',
      noteParams: { free: '5000 MB' },
    });
  });

  it('takes every address that a browser or a manual shows', async () => {
    const cloud = await nextcloud({ subPath: '/chmura' });
    for (const tail of [
      '/remote.php/dav/files/biuro/',
      '/index.php/apps/files/?dir=/',
      '/apps/dashboard',
      '/status.php',
    ]) {
      const bench = davBench({
        url: `${cloud.url}${tail}`.split('?')[0] ?? '',
        user: ACCOUNT.login,
        password: ACCOUNT.appPassword,
      });
      expect((await bench.check()).result.identity).toBe(`${ACCOUNT.userId}@${cloud.url.slice(7)}`);
    }
  });

  it.each([
    ['a wrong password', { password: 'nie to' }, 'auth', 'login_refused', 'signed_in'],
    ['a folder that may only be read', { readOnly: [''] }, 'permission', 'no_permission', 'folder'],
    ['no room for a byte', { quotaBytes: 0 }, 'rejected', 'quota_full', 'writes'],
  ] as const)('tells %s', async (_, knobs, kind, key, step) => {
    const cloud = await nextcloud(knobs);
    expect(await failureOf(cloud.check())).toMatchObject({ kind, key });
    expect((await cloud.verifyTicks()).at(-1)).toMatchObject({ id: step, state: 'failed' });
  });

  it('tells maintenance, on the status page and in between', async () => {
    const cloud = await nextcloud();
    cloud.control.maintenance(true);
    expect(await failureOf(cloud.check())).toMatchObject({ kind: 'unavailable', key: 'maintenance' });
    cloud.control.maintenance(false);
    cloud.simulator.script([named(/^PROPFIND/, 'maintenance', 9)]);
    expect(await failureOf(cloud.check())).toMatchObject({ key: 'maintenance' });
  });

  it.each([
    ['a page of HTML', 200, '<!DOCTYPE html><html></html>'],
    ['nothing there', 404, ''],
    ['no WebDAV', 405, ''],
    ['another multistatus', 207, '<html/>'],
  ])('tells a wrong address: %s', async (_, status, body) => {
    const server = await httpServer((request, answer) => {
      request.resume();
      answer.writeHead(status, { 'content-type': 'text/html' }).end(body);
    });
    const bench = davBench({ url: server.origin, user: 'a', password: 'b' });
    expect(await failureOf(bench.check())).toMatchObject({
      kind: 'user_input',
      key: 'wrong_address',
      fieldErrors: { base_url: 'wrong_address.what' },
    });
  });

  it('shows no password to an address that has not shown what it is', async () => {
    const asked: (string | undefined)[] = [];
    const server = await httpServer((request, answer) => {
      asked.push(request.headers.authorization);
      request.resume();
      answer.writeHead(302, { location: 'https://elsewhere.example/' }).end();
    });
    const bench = davBench({ url: server.origin, user: 'a', password: 'b' });
    expect(await failureOf(bench.check())).toMatchObject({ key: 'net.redirect' });
    expect(asked).toEqual([undefined]);
  });

  it('tells a port where nobody listens', async () => {
    const bench = davBench({ url: `http://127.0.0.1:${String(await refusingPort())}`, user: 'a', password: 'b' });
    expect(await failureOf(bench.check())).toMatchObject({ kind: 'unavailable', key: 'net.refused' });
  });
});

describe('signing in in the browser', () => {
  const flow = (cloud: Awaited<ReturnType<typeof nextcloud>>, open: (url: string) => Promise<void>) => {
    const opened: string[] = [];
    const ctx = { ...cloud.context(), opener: { open }, visit: neverVisits };
    return { opened, done: signInWithBrowser(ctx, { base_url: cloud.url }, (url) => void opened.push(url)) };
  };

  it('brings an app password that works', async () => {
    const cloud = await nextcloud({ subPath: '/chmura' });
    const { opened, done } = flow(cloud, async (url) => {
      await fetch(url);
    });
    const values = await done;
    expect(values).toMatchObject({ base_url: cloud.url, username: ACCOUNT.login });
    expect(opened).toEqual([expect.stringContaining('/chmura/index.php/login/v2/flow/')]);
    const bench = davBench({ url: cloud.url, user: String(values['username']), password: String(values['password']) });
    expect((await bench.check()).result.identity).toContain(ACCOUNT.userId);
  });

  it('asks until the user is through', async () => {
    const cloud = await nextcloud({ grantsOnOpen: false });
    const ctx = cloud.context();
    let asked = 0;
    const sleep: typeof ctx.clock.sleep = async (ms, signal) => {
      if (++asked === 4) cloud.control.grant();
      await ctx.clock.sleep(ms, signal);
    };
    const values = await signInWithBrowser(
      {
        ...ctx,
        clock: { now: ctx.clock.now, monotonic: ctx.clock.monotonic, sleep },
        opener: { open: () => Promise.resolve() },
        visit: neverVisits,
      },
      { base_url: cloud.url },
      () => undefined,
    );
    expect(values).toHaveProperty('password');
    expect(cloud.calls('POST', /poll$/)).toEqual(['poll 404', 'poll 404', 'poll 404', 'poll 200']);
  });

  it('ends after twenty minutes', async () => {
    const cloud = await nextcloud({ grantsOnOpen: false });
    const { done } = flow(cloud, () => Promise.resolve());
    expect(await failureOf(done)).toMatchObject({ kind: 'unavailable', key: 'sign_in_expired' });
    expect(cloud.calls('POST', /poll$/).length).toBeLessThanOrEqual(600);
  });

  it('tells a server that has no such sign-in', async () => {
    const server = await httpServer((request, answer) => {
      request.resume();
      answer.writeHead(404).end();
    });
    const cloud = await nextcloud();
    const ctx = { ...cloud.context(), opener: { open: () => Promise.resolve() }, visit: neverVisits };
    expect(await failureOf(signInWithBrowser(ctx, { base_url: server.origin }, () => undefined))).toMatchObject({
      kind: 'user_input',
      key: 'no_browser_sign_in',
    });
  });
});

describe('the simulated service', () => {
  it.each([
    ['a tag left open', '<d:propfind xmlns:d="DAV:"><d:prop></d:propfind>'],
    ['a document type', '<!DOCTYPE x><d:propfind xmlns:d="DAV:"><d:prop/></d:propfind>'],
    ['another namespace', '<d:propfind xmlns:d="urn:x"><d:prop/></d:propfind>'],
  ])('refuses a question with %s', async (_, body) => {
    const cloud = await nextcloud();
    const authorization = `Basic ${Buffer.from(`${ACCOUNT.login}:${ACCOUNT.appPassword}`).toString('base64')}`;
    const url = `${cloud.url}/remote.php/dav/files/${encodeURIComponent(ACCOUNT.userId)}/`;
    const answer = await fetch(url, { method: 'PROPFIND', headers: { authorization, depth: '0' }, body });
    expect(answer.status).toBe(400);
  });
});
