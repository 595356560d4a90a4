// What pages may do: nothing but draw. No network, no permissions, no navigation, no windows.
import { app, session, type Session, type WebContents } from 'electron';

export function hardenSessions(): void {
  // There is no default session before the app is ready; this runs before any window is made.
  void app.whenReady().then(() => {
    hardenSession(session.defaultSession);
  });
  app.on('session-created', (created) => {
    hardenSession(created);
  });
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents);
  });
}

function hardenSession(target: Session): void {
  target.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isAllowed(details.url) });
  });
  target.setPermissionRequestHandler((_contents, permission, callback) => {
    callback(permission === 'clipboard-sanitized-write');
  });
  target.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
  target.setDevicePermissionHandler(() => false);
  target.setSpellCheckerLanguages([]);
}

/** `file://`: the protocol handler reads the bundle's own files through the same session. */
const ALLOWED = ['kontor://app/', 'data:', 'devtools://', 'file://'];

function isAllowed(address: string): boolean {
  return ALLOWED.some((start) => address.startsWith(start));
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
