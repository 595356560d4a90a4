// The check of a connection and the sign-in in the browser, against the simulated Drive over a loopback socket.
import { describe, expect, it } from 'vitest';
import { drive } from '../../../../tests/support/drive';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { noise, orderOf } from '../../../../tests/support/nextcloudBench';
import { badTexts } from '../../../../tests/support/problemTexts';
import { visitAt } from '../../../../tests/support/visitPage';
import { signInAt } from '../sdk/oauth/signIn';
import manifest from './index';
import { googleSignIn } from './service';
import { DEMO, named } from './simulator/index';

const visit = visitAt('http://127.0.0.1:51999/');

describe('the check', () => {
  it('names the account and the space, and leaves nothing behind', async () => {
    const cloud = await drive();
    const result = await cloud.check();
    expect(cloud.ticks.filter((it) => it.state === 'done').map((it) => it.id)).toEqual(manifest.verifySteps);
    expect(result).toMatchObject({ identity: DEMO.email, suggestedTitle: `Google Drive ${DEMO.email}` });
    expect(cloud.simulator.control.paths()).toEqual([]);
    expect(cloud.ticks.at(-1)).toMatchObject({ id: 'space', noteParams: { free: '15 GB' } });
  });

  it('tells an account without a limit', async () => {
    const cloud = await drive({ limitBytes: null });
    await cloud.check();
    expect(cloud.ticks.at(-1)).toMatchObject({ note: 'verify.space.unlimited' });
  });

  it('does not see a folder of somebody else whose id was pasted, and says what to do', async () => {
    const cloud = await drive();
    cloud.simulator.control.put('/BR-Reports/x.txt', noise(1));
    cloud.form['default_folder_id'] = cloud.simulator.control.folderId('/BR-Reports');
    const spec = await failureOf(cloud.check());
    expect(spec).toMatchObject({ kind: 'user_input', key: 'folder_unseen' });
    expect(spec.fieldErrors).toEqual({ default_folder_id: 'folder_unseen.what' });
    expect(badTexts({ key: 'provider.google_drive.folder_unseen', params: {} }, [manifest])).toEqual([]);
  });

  it('works below such a folder with tokens for the whole Drive', async () => {
    const cloud = await drive({ scope: 'drive' }, { default_folder: '' });
    cloud.simulator.control.put('/BR-Reports/x.txt', noise(1));
    cloud.form['default_folder_id'] = cloud.simulator.control.folderId('/BR-Reports');
    await cloud.check();
    expect(await cloud.upload(orderOf(noise(10)))).toMatchObject({ path: '/2026/10/paczka-2026-10.zip' });
    expect(cloud.simulator.control.paths()).toContain('/BR-Reports/2026/10/paczka-2026-10.zip');
  });

  it.each([
    ['a sign-in that was withdrawn', 'revoked', 'auth', 'oauth.sign_in_ended'],
    ['a client secret that is missing', 'no_secret', 'auth', 'oauth.secret_refused'],
    ['a limit of the day', 'day_used_up', 'rejected', 'day_used_up'],
    ['no room', 'quota_full', 'rejected', 'quota_full'],
  ] as const)('tells %s', async (_, what, kind, key) => {
    const cloud = await drive();
    if (what === 'revoked') cloud.simulator.control.auth.revoke();
    if (what === 'no_secret') cloud.simulator.control.auth.endAccess();
    if (what === 'day_used_up' || what === 'quota_full') cloud.simulator.script([named(/upload\/drive/, what)]);
    const given = { access_token: DEMO.accessToken, refresh_token: DEMO.refreshToken };
    const secret = what === 'no_secret' ? {} : { client_secret: DEMO.clientSecret };
    const spec = await failureOf(cloud.check({ ...given, ...secret }));
    expect(spec).toMatchObject({ kind, key });
    const shown = key.includes('.') ? key : `provider.google_drive.${key}`;
    expect(badTexts({ key: shown, params: spec.params ?? {} }, [manifest])).toEqual([]);
  });

  it('waits out a limit of calls that comes as 403', async () => {
    const cloud = await drive();
    cloud.simulator.script([named(/about$/, 'nothing'), named(/about$/, 'too_many_calls', 3)]);
    await cloud.check();
    expect(cloud.calls(/about$/).slice(0, 5)).toEqual([
      'about 401',
      'about 403',
      'about 403',
      'about 403',
      'about 200',
    ]);
  });
});

describe('signing in in the browser', () => {
  it('asks for what Kontor makes, or for the whole Drive', () => {
    expect(googleSignIn.scopes({})).toEqual(['https://www.googleapis.com/auth/drive.file']);
    expect(googleSignIn.scopes({ access: 'all' })).toEqual(['https://www.googleapis.com/auth/drive']);
  });

  it('brings tokens that work; while the consent screen is in testing, the day of their end is told', async () => {
    const cloud = await drive({ isTesting: true });
    const flow = cloud.flow(visit);
    const withSecret = {
      ...flow,
      connection: {
        ...flow.connection,
        credential: (id: string) => (id === 'client_secret' ? DEMO.clientSecret : null),
      },
    };
    const values = await signInAt(googleSignIn)(withSecret, cloud.form, () => undefined);
    const credentials = {
      client_secret: DEMO.clientSecret,
      access_token: String(values['access_token']),
      refresh_token: String(values['refresh_token']),
    };
    const result = await cloud.check(credentials);
    expect(result.settings).toMatchObject({ signed_in_until: '2026-11-09' });
    expect(cloud.ticks).toContainEqual(
      expect.objectContaining({
        note: 'verify.signed_in.until',
        noteParams: { user: DEMO.email, day: '2026-11-09', days: 7 },
      }),
    );
    await cloud.clock.advance(3_600_000);
    await cloud.check(credentials);
    expect(cloud.simulator.control.auth.renewals).toBe(1);
    await cloud.clock.advance(8 * 86_400_000);
    expect(await failureOf(cloud.check(credentials))).toMatchObject({ kind: 'auth' });
  });

  it('needs the client secret, although it is a desktop app', async () => {
    const cloud = await drive();
    expect(await failureOf(signInAt(googleSignIn)(cloud.flow(visit), cloud.form, () => undefined))).toMatchObject({
      kind: 'auth',
      key: 'oauth.secret_refused',
    });
  });
});
