// What a Linux system tells of its energy saver (power-profiles-daemon) and of a network that is paid by the byte (NetworkManager).
import { openMessageBus, PROPERTIES_CHANGED, systemBusAddress, type BusObject, type MessageBus } from './messageBus';

export interface SystemState {
  isSaving(): boolean;
  isMetered(): boolean;
  stop(): void;
}

const NETWORK: BusObject = {
  service: 'org.freedesktop.NetworkManager',
  path: '/org/freedesktop/NetworkManager',
  interface: 'org.freedesktop.NetworkManager',
};
/** NMMetered: 1 yes, 3 yes by guess (https://networkmanager.dev/docs/api/latest/nm-dbus-types.html#NMMetered). */
const METERED: readonly unknown[] = [1, 3];

/** Its first name, and the one since version 0.20. */
const PROFILES: readonly BusObject[] = [
  {
    service: 'net.hadess.PowerProfiles',
    path: '/net/hadess/PowerProfiles',
    interface: 'net.hadess.PowerProfiles',
  },
  {
    service: 'org.freedesktop.UPower.PowerProfiles',
    path: '/org/freedesktop/UPower/PowerProfiles',
    interface: 'org.freedesktop.UPower.PowerProfiles',
  },
];

/** Asked once, then told: nothing here wakes up by itself. */
export async function systemState(
  onChange: () => void,
  busAddress: string | undefined = systemBusAddress(),
): Promise<SystemState> {
  const bus = await openMessageBus(busAddress);
  const now = { isMetered: false, isSaving: false };
  const read = async (open: MessageBus): Promise<void> => {
    const metered = METERED.includes(await open.property(NETWORK, 'Metered'));
    const profiles = await Promise.all(PROFILES.map((each) => open.property(each, 'ActiveProfile')));
    const saving = profiles.includes('power-saver');
    const isChanged = metered !== now.isMetered || saving !== now.isSaving;
    Object.assign(now, { isMetered: metered, isSaving: saving });
    if (isChanged) onChange();
  };
  if (bus !== null) {
    for (const { path, interface: about } of [NETWORK, ...PROFILES])
      await bus.listen({ ...PROPERTIES_CHANGED, path, about }, () => void read(bus));
    // Online or offline again: Electron knows which, but does not tell main of it.
    await bus.listen({ interface: NETWORK.interface, member: 'StateChanged' }, onChange);
    await read(bus);
  }
  return {
    isSaving: () => now.isSaving,
    isMetered: () => now.isMetered,
    stop: () => {
      bus?.close();
    },
  };
}
