// The check of a connection and the sign-in in the browser, against the simulated Dropbox over a loopback socket.
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { dropbox } from '../../../../tests/support/dropbox';
import { badTexts } from '../../../../tests/support/problemTexts';
import { visitAt } from '../../../../tests/support/visitPage';
import { signInAt } from '../sdk/oauth/signIn';
import manifest from './index';
import { dropboxSignIn } from './service';
import { DEMO, named } from './simulator/index';

const visit = visitAt(DEMO.redirects[0] ?? '');

describe('the check', () => {
  it('names the account and the space, and leaves nothing behind', async () => {
    const cloud = await dropbox();
    const result = await cloud.check();
    expect(cloud.ticks.filter((it) => it.state === 'done').map((it) => it.id)).toEqual(manifest.verifySteps);
    expect(result).toMatchObject({ identity: DEMO.email, suggestedTitle: `Dropbox ${DEMO.email}` });
    expect(result.settings).toEqual({ account: DEMO.email, signed_in_until: '' });
    expect(cloud.simulator.control.files().size).toBe(0);
    expect(cloud.ticks).toContainEqual(
      expect.objectContaining({ note: 'verify.folder.later', noteParams: { path: '/Firma/Faktury' } }),
    );
    expect(cloud.ticks.at(-1)).toMatchObject({ id: 'space', noteParams: { free: '5000 MB' } });
  });

  it('takes the access token of the guide alone, and says that it ends within hours', async () => {
    const cloud = await dropbox({}, { client_id: '' });
    await cloud.check({ access_token: DEMO.accessToken });
    expect(cloud.ticks).toContainEqual(expect.objectContaining({ note: 'verify.signed_in.briefly' }));
    cloud.simulator.control.auth.endAccess();
    expect(await failureOf(cloud.check({ access_token: DEMO.accessToken }))).toMatchObject({
      kind: 'auth',
      key: 'oauth.token_expired',
    });
  });

  it('renews an access token that has ended, once, and keeps the new one sealed before it is used', async () => {
    const cloud = await dropbox();
    cloud.simulator.control.auth.endAccess();
    await cloud.check();
    expect(cloud.simulator.control.auth.renewals).toBe(1);
    expect(cloud.stored.get('oauth')).toContain('sl.access-');
    await cloud.check();
    expect(cloud.simulator.control.auth.renewals).toBe(1);
  });

  it.each([
    [
      'a sign-in that was withdrawn',
      {},
      (it: Bench) => it.simulator.control.auth.revoke(),
      'auth',
      'oauth.sign_in_revoked',
    ],
    ['a right that is missing', { scopes: ['account_info.read'] }, () => undefined, 'permission', 'scope_missing'],
    ['a folder that may only be read', { readOnly: ['/Firma'] }, putInFirma, 'permission', 'no_permission'],
    ['no room for a byte', { allocatedBytes: 1 }, () => undefined, 'rejected', 'quota_full'],
    ['a file in the place of the folder', {}, putInTheWay, 'rejected', 'in_the_way'],
  ] as const)('tells %s', async (_, knobs, prepare, kind, key) => {
    const cloud = await dropbox(knobs);
    prepare(cloud);
    const spec = await failureOf(cloud.check());
    expect(spec).toMatchObject({ kind, key });
    const shown = key.includes('.') ? key : `provider.dropbox.${key}`;
    expect(badTexts({ key: shown, params: spec.params ?? {} }, [manifest])).toEqual([]);
    expect(cloud.ticks.at(-1)).toMatchObject({ state: 'failed' });
  });

  it('goes on after a limit of calls, in JSON and in plain text', async () => {
    const cloud = await dropbox();
    cloud.simulator.script([named(/get_metadata/, 'too_many_requests'), named(/upload$/, 'too_many_requests_plain')]);
    await cloud.check();
    expect(cloud.calls(/upload$/)).toEqual(['upload 429', 'upload 200']);
  });
});

type Bench = Awaited<ReturnType<typeof dropbox>>;
function putInFirma(cloud: Bench): void {
  cloud.simulator.control.put('/Firma/Faktury/stare.txt', Buffer.from('x'));
}
function putInTheWay(cloud: Bench): void {
  cloud.simulator.control.put('/Firma/faktury', Buffer.from('x'));
}

describe('signing in in the browser', () => {
  it('brings tokens that work and last', async () => {
    const cloud = await dropbox();
    const opened: string[] = [];
    const values = await signInAt(dropboxSignIn)(cloud.flow(visit), cloud.form, (url) => void opened.push(url));
    expect(values).toMatchObject({
      access_token: expect.stringMatching(/^sl\./) as string,
      refresh_token: expect.any(String) as string,
    });
    const credentials = {
      access_token: String(values['access_token']),
      refresh_token: String(values['refresh_token']),
    };
    expect((await cloud.check(credentials)).identity).toBe(DEMO.email);
    await cloud.clock.advance(5 * 3_600_000);
    await cloud.check(credentials);
    expect(cloud.simulator.control.auth.renewals).toBe(1);
  });

  it.each([
    ['declined', 'oauth.denied'],
    ['no client id', 'oauth.client_missing'],
  ])('says so when %s', async (what, key) => {
    const cloud = await dropbox({}, what === 'declined' ? {} : { client_id: ' ' });
    cloud.simulator.control.auth.declines = true;
    expect(await failureOf(signInAt(dropboxSignIn)(cloud.flow(visit), cloud.form, () => undefined))).toMatchObject({
      key,
    });
  });
});
