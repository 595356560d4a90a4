// The least that shows a window with Kontor's preferences: what any app in this Electron costs. Without a page it only stays alive.
const { app, BrowserWindow } = require('electron');
const path = require('node:path');

app.enableSandbox();
app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadFile(path.join(__dirname, 'index.html'));
});
