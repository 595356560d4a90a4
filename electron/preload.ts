// The whole door between the window and the core: a few functions over a list of names from the contract.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { callNames, eventNames } from '../shared/contract/define';
import { contract } from '../shared/contract/index';

/** These hold paths of files: only this script knows them, and only of files that somebody dropped here. */
const DROPS = new Set(['imports.drop', 'reports.drop']);
const calls = new Set(callNames(contract).filter((name) => !DROPS.has(name)));
const events = new Set(eventNames(contract));

/** By event: a page listens to more of them than an emitter takes for healthy. */
const listeners = new Map<string, Set<(payload: unknown) => void>>();
ipcRenderer.on('kontor:event', (_event: unknown, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

contextBridge.exposeInMainWorld('kontor', {
  platform: process.platform,
  invoke: (name: string, payload: unknown): Promise<unknown> =>
    calls.has(name) ? ipcRenderer.invoke('kontor:invoke', name, payload) : Promise.reject(new Error('unknown call')),
  dropFiles: (name: string, payload: object, files: readonly File[]): Promise<unknown> => {
    if (!DROPS.has(name)) return Promise.reject(new Error('unknown call'));
    // A file that the page made up by itself has no path.
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    return ipcRenderer.invoke('kontor:invoke', name, { ...payload, paths });
  },
  subscribe: (name: string, callback: (payload: unknown) => void): (() => void) => {
    if (!events.has(name)) throw new Error('unknown event');
    const listener = (payload: unknown): void => {
      callback(payload);
    };
    const others = listeners.get(name) ?? new Set();
    listeners.set(name, others.add(listener));
    return () => {
      others.delete(listener);
    };
  },
});
