// The check of a connection and the sign-in in the browser, against the simulated OneDrive over a loopback socket.
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { noise, orderOf } from '../../../../tests/support/nextcloudBench';
import { oneDrive } from '../../../../tests/support/oneDrive';
import { badTexts } from '../../../../tests/support/problemTexts';
import { visitAt } from '../../../../tests/support/visitPage';
import { signInAt } from '../sdk/oauth/signIn';
import manifest from './index';
import { microsoftSignIn } from './service';
import { DEMO, named } from './simulator/index';

const visit = visitAt('http://localhost:51999/kontor');

describe('the check', () => {
  it('names the account and the space, and leaves nothing behind', async () => {
    const cloud = await oneDrive();
    const result = await cloud.check();
    expect(cloud.ticks.filter((it) => it.state === 'done').map((it) => it.id)).toEqual(manifest.verifySteps);
    expect(result).toMatchObject({ identity: DEMO.email, suggestedTitle: `OneDrive ${DEMO.email}` });
    expect(cloud.simulator.control.files().size).toBe(0);
    expect(cloud.ticks.at(-1)).toMatchObject({ id: 'space', noteParams: { free: '5000 MB' } });
  });

  it('stays in its own folder, or takes the whole drive when asked to', async () => {
    const own = await oneDrive();
    await own.upload(orderOf(noise(10)));
    const all = await oneDrive({}, { access: 'all' });
    await all.upload(orderOf(noise(10)));
    const path = '/Firma/Faktury/2026/10/paczka-2026-10.zip';
    // The simulator leaves the app's own folder out of its paths.
    expect([...own.simulator.control.files().keys()]).toEqual([path]);
    expect(own.simulator.seen.some(({ url }) => url.includes('approot'))).toBe(true);
    expect(all.simulator.seen.some(({ url }) => url.includes('approot'))).toBe(false);
    expect([...all.simulator.control.files().keys()]).toEqual([path]);
  });

  it('renews with a new refresh token each time, and keeps it before it uses what came with it', async () => {
    const cloud = await oneDrive();
    const refreshTokens = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      cloud.simulator.control.auth.endAccess();
      await cloud.check();
      refreshTokens.add(
        String((JSON.parse(cloud.stored.get('oauth') ?? '{}') as { refreshToken?: string }).refreshToken),
      );
    }
    expect(cloud.simulator.control.auth.renewals).toBe(3);
    expect(refreshTokens.size).toBe(3);
  });

  it.each([
    ['a sign-in that was withdrawn', {}, {}, 'revoked', 'auth', 'oauth.sign_in_revoked'],
    ['an account without a folder for apps', { hasAppFolder: false }, {}, '', 'user_input', 'no_app_folder'],
    ['tokens without the right to write', { scopes: ['User.Read'] }, {}, '', 'permission', 'no_permission'],
    ['no room for a byte', { totalBytes: 1 }, {}, '', 'rejected', 'quota_full'],
  ] as const)('tells %s', async (_, knobs, settings, what, kind, key) => {
    const cloud = await oneDrive(knobs, settings);
    if (what === 'revoked') cloud.simulator.control.auth.revoke();
    const spec = await failureOf(cloud.check());
    expect(spec).toMatchObject({ kind, key });
    const shown = key.includes('.') ? key : `provider.onedrive.${key}`;
    expect(badTexts({ key: shown, params: spec.params ?? {} }, [manifest])).toEqual([]);
  });

  it('tells that a desktop registration has no secret', async () => {
    const cloud = await oneDrive();
    cloud.simulator.control.auth.endAccess();
    const given = { access_token: DEMO.accessToken, refresh_token: DEMO.refreshToken, client_secret: 'x'.repeat(40) };
    expect(await failureOf(cloud.check(given))).toMatchObject({ kind: 'auth', key: 'oauth.secret_unwanted' });
  });

  it('goes on after a busy service', async () => {
    const cloud = await oneDrive();
    cloud.simulator.script([named(/GET .*\/me\/drive/, 'busy_20', 2)]);
    await cloud.check();
  });
});

describe('signing in in the browser', () => {
  it('brings tokens that work and last', async () => {
    const cloud = await oneDrive();
    const values = await signInAt(microsoftSignIn)(cloud.flow(visit), cloud.form, () => undefined);
    const credentials = {
      access_token: String(values['access_token']),
      refresh_token: String(values['refresh_token']),
    };
    expect((await cloud.check(credentials)).identity).toBe(DEMO.email);
    await cloud.clock.advance(2 * 3_600_000);
    await cloud.check(credentials);
    expect(cloud.simulator.control.auth.renewals).toBe(1);
  });

  it('goes to the tenant that was entered', () => {
    expect(microsoftSignIn.authorizeUrl({ tenant: 'consumers' })).toBe(
      'https://login.microsoftonline.com/consumers/oauth2/v2.0/authorize',
    );
    expect(microsoftSignIn.tokenUrl({})).toBe('https://login.microsoftonline.com/common/oauth2/v2.0/token');
    expect(microsoftSignIn.scopes({ access: 'all' })).toContain('Files.ReadWrite');
  });
});
