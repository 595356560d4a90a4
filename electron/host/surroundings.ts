// Sleep, energy saver and network as the system tells of them. Nothing here asks again and again: what the system does not tell,
// nobody hears. Only Linux tells Electron's main process of an energy saver and of a network paid by the byte.
import { net, powerMonitor } from 'electron';
import type { Connectivity, Power } from '../core/ports';
import { systemState, type SystemState } from './linux/systemState';

export function surroundings(): { readonly power: Power; readonly connectivity: Connectivity } {
  const listeners = new Set<() => void>();
  let system: SystemState | null = null;
  if (process.platform === 'linux') {
    const tell = (): void => {
      for (const listener of listeners) listener();
    };
    void systemState(tell).then((known) => {
      system = known;
      tell();
    });
  }
  return {
    power: {
      onWake: (listener) => {
        powerMonitor.on('resume', listener);
        return () => powerMonitor.off('resume', listener);
      },
      isSaving: () => system?.isSaving() ?? false,
    },
    connectivity: {
      isOnline: () => net.isOnline(),
      isMetered: () => system?.isMetered() ?? false,
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}
