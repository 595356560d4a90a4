// Whether a Linux desktop shows symbols of apps at all: GNOME by itself does not, and Electron cannot tell. The session bus can.
// https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
import { openMessageBus, type BusObject } from './messageBus';

const WATCHER: BusObject = {
  service: 'org.kde.StatusNotifierWatcher',
  path: '/StatusNotifierWatcher',
  interface: 'org.kde.StatusNotifierWatcher',
};

export interface TrayHost {
  isThere(): boolean;
  stop(): void;
}

/** Panels come and go: `onChange` tells. */
export async function trayHost(
  onChange: () => void,
  busAddress: string | undefined = process.env['DBUS_SESSION_BUS_ADDRESS'],
): Promise<TrayHost> {
  const bus = await openMessageBus(busAddress);
  let isThere = false;
  const look = async (): Promise<void> => {
    if (bus === null) return;
    const has = await bus.hasOwner(WATCHER.service);
    // A watcher alone draws nothing; one that does not say is taken at its word.
    const isHosted = has && (await bus.property(WATCHER, 'IsStatusNotifierHostRegistered')) !== false;
    if (isHosted === isThere) return;
    isThere = isHosted;
    onChange();
  };
  if (bus !== null) {
    const again = (): void => void look();
    await bus.listen({ interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged', about: WATCHER.service }, again);
    for (const member of ['StatusNotifierHostRegistered', 'StatusNotifierHostUnregistered'])
      await bus.listen({ interface: WATCHER.interface, member }, again);
    await look();
  }
  return {
    isThere: () => isThere,
    stop: () => {
      bus?.close();
    },
  };
}
