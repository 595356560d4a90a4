// What pages may do: nothing but draw. No network, no permissions, no navigation, no windows.
import { app, session, type Session, type WebContents } from 'electron';

export interface HardenOptions {
  /** Address of the development server, in development only. */
  readonly devServer: string | null;
}

export function hardenSessions({ devServer }: HardenOptions): void {
  // There is no default session before the app is ready; this runs before any window is made.
  void app.whenReady().then(() => {
    hardenSession(session.defaultSession, devServer);
  });
  app.on('session-created', (created) => {
    hardenSession(created, devServer);
  });
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents);
  });
}

function hardenSession(target: Session, devServer: string | null): void {
  target.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isAllowed(details.url, devServer) });
  });
  target.setPermissionRequestHandler((_contents, permission, callback) => {
    callback(permission === 'clipboard-sanitized-write');
  });
  target.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
  target.setDevicePermissionHandler(() => false);
  target.setSpellCheckerLanguages([]);
}

export function isAllowed(address: string, devServer: string | null): boolean {
  if (address.startsWith('kontor://app/') || address.startsWith('data:') || address.startsWith('devtools://'))
    return true;
  // The protocol handler reads the bundle's own files through the same session.
  if (address.startsWith('file://')) return true;
  if (devServer === null) return false;
  return address.startsWith(`${devServer}/`) || address.startsWith(`${devServer.replace('http', 'ws')}/`);
}

function hardenContents(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void }): void => {
    event.preventDefault();
  };
  contents.on('will-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-attach-webview', refuse);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
