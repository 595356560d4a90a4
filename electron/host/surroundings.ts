// Sleep and network as Electron tells of them. Nothing here asks again and again: what the system does not tell, nobody hears.
import { net, powerMonitor } from 'electron';
import type { Connectivity, Power } from '../core/ports';

export function power(): Power {
  return {
    onWake: (listener) => {
      powerMonitor.on('resume', listener);
      return () => powerMonitor.off('resume', listener);
    },
    isSaving: () => false,
  };
}

export function connectivity(): Connectivity {
  return {
    isOnline: () => net.isOnline(),
    isMetered: () => false,
    onChange: () => () => undefined,
  };
}
