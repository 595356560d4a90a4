// One channel in, one out. The sender is checked before the payload is looked at.
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { Dispatch } from '../core/dispatcher';
import type { EventBus } from '../core/events/eventBus';
import { isTrustedSender } from './trustedSender';

export const INVOKE = 'kontor:invoke';
export const EVENT = 'kontor:event';

export interface BridgeParts {
  /** The page may ask before the core is there; it never asks when the core cannot start, for then nothing is shown. */
  readonly core: Promise<{ readonly dispatch: Dispatch; readonly events: EventBus }>;
  readonly window: () => BrowserWindow | null;
  readonly origin: string;
}

export function bridge({ core, window, origin }: BridgeParts): void {
  ipcMain.handle(INVOKE, async (event: IpcMainInvokeEvent, name: unknown, payload: unknown) => {
    const frame = event.senderFrame;
    const sender = {
      isTopFrame: frame !== null && frame === event.sender.mainFrame,
      origin: frame?.url ?? '',
      isOurs: event.sender === window()?.webContents,
    };
    if (!isTrustedSender(sender, origin) || typeof name !== 'string') {
      return { ok: false, error: { kind: 'bug', key: 'error.unknown_sender', params: {}, supportId: '' } };
    }
    return (await core).dispatch(name, payload);
  });
  core.then(
    ({ events }) => {
      events.listen((name, payload) => {
        window()?.webContents.send(EVENT, name, payload);
      });
    },
    // Told by whoever started the core.
    () => undefined,
  );
}
