// The whole door between the window and the core: two functions over a list of names from the contract.
import { contextBridge, ipcRenderer } from 'electron';
import { callNames, eventNames } from '../shared/contract/define';
import { contract } from '../shared/contract/index';

const calls = new Set(callNames(contract));
const events = new Set(eventNames(contract));

contextBridge.exposeInMainWorld('kontor', {
  platform: process.platform,
  invoke: (name: string, payload: unknown): Promise<unknown> =>
    calls.has(name) ? ipcRenderer.invoke('kontor:invoke', name, payload) : Promise.reject(new Error('unknown call')),
  subscribe: (name: string, callback: (payload: unknown) => void): (() => void) => {
    if (!events.has(name)) throw new Error('unknown event');
    const listener = (_event: unknown, told: string, payload: unknown): void => {
      if (told === name) callback(payload);
    };
    ipcRenderer.on('kontor:event', listener);
    return () => {
      ipcRenderer.off('kontor:event', listener);
    };
  },
});
