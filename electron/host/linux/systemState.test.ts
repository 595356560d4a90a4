import { defineInterface } from 'dbus-native';
import { afterEach, describe, expect, it } from 'vitest';
import { busMissing, startBus, type TestBus } from '../../../tests/support/messageBus';
import { systemState, type SystemState } from './systemState';

const missing = busMissing();
let bus: TestBus | null = null;
let state: SystemState | null = null;
afterEach(async () => {
  state?.stop();
  await bus?.close();
  bus = null;
});

const at = { network: '/org/freedesktop/NetworkManager', power: '/org/freedesktop/UPower/PowerProfiles' };

/** NetworkManager and power-profiles-daemon, as far as anybody asks them here. */
async function desktop({ address, client }: TestBus) {
  const is = { metered: 4, profile: 'balanced' };
  const service = client();
  const network = defineInterface({
    name: 'org.freedesktop.NetworkManager',
    properties: { Metered: { type: 'u', access: 'read', get: () => is.metered } },
  });
  const power = defineInterface({
    name: 'org.freedesktop.UPower.PowerProfiles',
    properties: { ActiveProfile: { type: 's', access: 'read', get: () => is.profile } },
  });
  await service.export(at.network, network);
  await service.export(at.power, power);
  await service.ownName(network.name);
  await service.ownName(power.name);
  return {
    address,
    metered: (value: number) => {
      is.metered = value;
      service.emitPropertiesChanged(at.network, network.name, { Metered: value });
    },
    profile: (value: string) => {
      is.profile = value;
      service.emitPropertiesChanged(at.power, power.name, { ActiveProfile: value });
    },
  };
}

describe.skipIf(missing !== null)(`what a Linux system tells${missing === null ? '' : ` (${missing})`}`, () => {
  it('says when the network is paid by the byte and when the energy saver is on', async () => {
    bus = await startBus();
    const system = await desktop(bus);
    let told: () => void = () => undefined;
    const change = () => new Promise<void>((resolve) => (told = resolve));
    state = await systemState(() => told(), system.address);
    expect([state.isMetered(), state.isSaving()]).toEqual([false, false]);
    let changed = change();
    system.metered(1);
    await changed;
    expect([state.isMetered(), state.isSaving()]).toEqual([true, false]);
    changed = change();
    system.profile('power-saver');
    await changed;
    expect([state.isMetered(), state.isSaving()]).toEqual([true, true]);
    changed = change();
    system.metered(2);
    await changed;
    expect([state.isMetered(), state.isSaving()]).toEqual([false, true]);
  });

  it('knows it from the start, and tells nothing where nobody is there to ask', async () => {
    bus = await startBus();
    state = await systemState(() => undefined, bus.address);
    expect([state.isMetered(), state.isSaving()]).toEqual([false, false]);
    state.stop();
    (await desktop(bus)).metered(3);
    state = await systemState(() => undefined, bus.address);
    expect([state.isMetered(), state.isSaving()]).toEqual([true, false]);
  });
});

it.each([undefined, 'disabled:', 'unix:path=/nonexistent/bus', 'tcp:host=localhost,port=1'])(
  'without a bus (%s) nothing is told and nothing fails',
  async (address) => {
    state = await systemState(() => undefined, address ?? '');
    expect([state.isMetered(), state.isSaving()]).toEqual([false, false]);
  },
);
