// One channel in, one out. The sender is checked before the payload is looked at.
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { Dispatch } from '../core/dispatcher';
import type { EventBus } from '../core/events/eventBus';
import { isTrustedSender } from './trustedSender';

export const INVOKE = 'kontor:invoke';
export const EVENT = 'kontor:event';

/** A window, and what it may ask for and hears of; without a list: everything of the contract. */
export interface Door {
  readonly window: () => BrowserWindow | null;
  readonly calls?: ReadonlySet<string>;
  readonly events?: ReadonlySet<string>;
}

export interface BridgeParts {
  /** The page may ask before the core is there; it never asks when the core cannot start, for then nothing is shown. */
  readonly core: Promise<{ readonly dispatch: Dispatch; readonly events: EventBus }>;
  readonly doors: readonly Door[];
  readonly origin: string;
}

export function bridge({ core, doors, origin }: BridgeParts): void {
  ipcMain.handle(INVOKE, async (event: IpcMainInvokeEvent, name: unknown, payload: unknown) => {
    const frame = event.senderFrame;
    const door = doors.find(({ window }) => window()?.webContents === event.sender);
    const sender = {
      isTopFrame: frame !== null && frame === event.sender.mainFrame,
      origin: frame?.url ?? '',
      isOurs: door !== undefined,
    };
    if (!isTrustedSender(sender, origin) || typeof name !== 'string' || door?.calls?.has(name) === false) {
      return { ok: false, error: { kind: 'bug', key: 'error.unknown_sender', params: {}, supportId: '' } };
    }
    return (await core).dispatch(name, payload);
  });
  core.then(
    ({ events }) => {
      events.listen((name, payload) => {
        for (const { window, events: heard } of doors)
          if (heard?.has(name) !== false) window()?.webContents.send(EVENT, name, payload);
      });
    },
    // Told by whoever started the core.
    () => undefined,
  );
}
