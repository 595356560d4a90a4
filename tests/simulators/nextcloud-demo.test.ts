// The demo company: the simulator inside this process, without a socket, with the manifest's own values.
import { describe, expect, it } from 'vitest';
import { createSimulatorTransport } from '../../electron/core/http/transports/simulatorTransport';
import { setUp } from '../support/httpSetUp';
import { noise, orderOf, tempFolder } from '../support/nextcloudBench';
import { jumpingClock, testContext } from '../support/providerContext';
import { transport as network } from '../support/transportSetUp';
import { checkValues } from '../../shared/forms/parseValues';
import manifest from '../../electron/core/providers/nextcloud/index';

describe('the demo values', () => {
  it('pass the form, the check and an upload in parts', async () => {
    const { password, ...given } = manifest.demoValues;
    const { errors, values: settings } = checkValues(manifest.fields, manifest.demoValues);
    expect(errors).toEqual({});
    expect(given).toMatchObject({ base_url: 'https://nextcloud.demo.invalid', default_folder: '/Ksiegowa' });
    const clock = jumpingClock(Date.parse('2026-11-02T08:00:00.000Z'));
    const simulator = (await manifest.simulator())({
      now: () => clock.now(),
      baseUrl: String(settings['base_url']),
      seed: 1,
    });
    const transport = createSimulatorTransport(network());
    transport.serve(String(settings['base_url']), (request) => simulator.handle(request));
    const { http } = setUp({ transport, parallel: manifest.limits.parallel });
    const ctx = testContext({
      http,
      clock,
      settings,
      credentials: { password: String(password) },
      spool: tempFolder(),
    });

    const verify = await manifest.verify();
    const result = await verify(ctx, () => undefined);
    expect(result.identity).toBe('biuro 7f3a@nextcloud.demo.invalid');
    const upload = await manifest.files?.upload();
    const order = orderOf(noise((21 << 20) + 5));
    expect(await upload?.(ctx, order)).toMatchObject({
      result: 'stored',
      path: '/Ksiegowa/2026/10/paczka-2026-10.zip',
      verifiedBy: 'checksum',
    });
    const check = await manifest.files?.check();
    expect(
      await check?.(ctx, { path: '/Ksiegowa/2026/10/paczka-2026-10.zip', bytes: order.bytes, sha256: order.sha256 }),
    ).toBe('same');
    expect(simulator.seen.filter((it) => it.method === 'PUT' && it.url.includes('/uploads/'))).toHaveLength(3);
  });
});
