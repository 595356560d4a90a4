// What a page in the window can do beyond drawing: nothing. Every claim is tried from inside the real window.

import { type AddressInfo, createServer, type Server } from 'node:net';
import type { Page } from 'playwright/test';
import { PLACES, goTo } from './pages/shell.ts';
import { expect, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

interface Listener {
  readonly port: number;
  readonly seen: () => number;
  readonly close: () => Promise<void>;
}

/** Counts whoever as much as opens a connection. */
async function listen(): Promise<Listener> {
  let seen = 0;
  const server: Server = createServer((socket) => {
    seen += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen: () => seen,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Runs one way out in the page and tells how it ended. */
function tryToReach(window: Page, address: string): Promise<Record<string, string>> {
  return window.evaluate(async (url) => {
    const ended = (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => 'reached',
        () => 'refused',
      );
    const loaded = (element: HTMLImageElement | HTMLScriptElement): Promise<unknown> =>
      new Promise((resolve, reject) => {
        element.onload = resolve;
        element.onerror = reject;
        element.src = url;
        document.head.append(element);
      });
    const opened = (): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(url.replace('http', 'ws'));
        socket.onopen = resolve;
        socket.onerror = reject;
      });
    const streamed = (): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const source = new EventSource(url);
        source.onopen = resolve;
        source.onerror = reject;
      });
    return {
      fetch: await ended(fetch(url, { mode: 'no-cors' })),
      image: await ended(loaded(document.createElement('img'))),
      script: await ended(loaded(document.createElement('script'))),
      socket: await ended(opened()),
      stream: await ended(streamed()),
      beacon: navigator.sendBeacon(url, 'x') ? 'queued' : 'refused',
    };
  }, address);
}

test('gives a page neither Node nor more than the keys of its door, and no way to name a file', async ({ launch }) => {
  const { window } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
  const found = await window.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron'].filter((name) =>
      Reflect.has(globalThis, name),
    ),
    keys: Object.keys(Reflect.get(globalThis, 'kontor') as object).sort(),
  }));
  expect(found).toEqual({ node: [], keys: ['dropFiles', 'invoke', 'platform', 'subscribe'] });
  const refused = await window.evaluate(async () => {
    const door = Reflect.get(globalThis, 'kontor') as {
      invoke(name: string): Promise<unknown>;
      subscribe(name: string, callback: () => void): unknown;
    };
    const call = await door.invoke('secrets.read').catch((error: unknown) => String(error));
    try {
      door.subscribe('kontor:anything', () => undefined);
      return { call, event: 'taken' };
    } catch (error) {
      return { call, event: String(error) };
    }
  });
  expect(refused).toEqual({ call: 'Error: unknown call', event: 'Error: unknown event' });
  const named = await window.evaluate(async () => {
    const door = Reflect.get(globalThis, 'kontor') as {
      invoke(name: string, payload: unknown): Promise<unknown>;
      dropFiles(name: string, payload: object, files: readonly File[]): Promise<unknown>;
    };
    const payload = { companyId: '0192f3a0-0000-7000-8000-000000000001', paths: ['/etc/hostname'] };
    return {
      named: await door.invoke('reports.drop', payload).catch((error: unknown) => String(error)),
      elsewhere: await door.dropFiles('reports.remove', payload, []).catch((error: unknown) => String(error)),
      madeUp: await door.dropFiles('reports.drop', payload, [new File(['x'], '/etc/hostname')]),
    };
  });
  expect(named).toEqual({
    named: 'Error: unknown call',
    elsewhere: 'Error: unknown call',
    madeUp: { ok: true, value: { added: [], known: [], refused: [] } },
  });
});

test('lets a page reach no address, not even on this computer', async ({ launch }) => {
  const { window } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
  const listener = await listen();
  const outcome = await tryToReach(window, `http://127.0.0.1:${String(listener.port)}/`);
  // A beacon is queued before anything is decided: only the listener can tell.
  expect({ ...outcome, beacon: undefined }).toEqual({
    fetch: 'refused',
    image: 'refused',
    script: 'refused',
    socket: 'refused',
    stream: 'refused',
    beacon: undefined,
  });
  expect(listener.seen()).toBe(0);
  await listener.close();
});

test('is stopped by the session as well where the policy of the page is out of the way', async ({ launch }) => {
  const { app } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
  const listener = await listen();
  const outcome = await app.evaluate(
    async ({ session }, url) =>
      session.defaultSession.fetch(url).then(
        () => 'reached',
        (error: unknown) => String(error),
      ),
    `http://127.0.0.1:${String(listener.port)}/`,
  );
  expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(listener.seen()).toBe(0);
  await listener.close();
});

test('opens no second window and goes nowhere', async ({ launch }) => {
  const { app, window } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
  await expect(window.locator('#root button').first()).toBeVisible();
  const listener = await listen();
  const outside = `http://127.0.0.1:${String(listener.port)}/`;
  const address = window.url();
  await window.evaluate(() => Reflect.set(globalThis, 'stayed', true));
  expect(await window.evaluate((url) => globalThis.open(url) === null, outside)).toBe(true);
  for (const target of ['_blank', '_self', '_top']) {
    await window.evaluate(
      ([url, where]) => {
        const link = document.createElement('a');
        Object.assign(link, { href: url, target: where, textContent: 'out' });
        document.body.append(link);
        link.click();
        link.remove();
      },
      [outside, target] as const,
    );
  }
  for (const url of [outside, 'data:text/html,other', 'file:///etc/passwd']) {
    await window.evaluate((next) => {
      location.href = next;
    }, url);
  }
  await window.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  }, outside);
  // A round trip through main: whatever was begun before it has been decided.
  const windows = await app.evaluate(({ BrowserWindow, webContents }) => ({
    windows: BrowserWindow.getAllWindows().length,
    urls: webContents.getAllWebContents().map((contents) => contents.getURL()),
  }));
  expect(windows).toEqual({ windows: 1, urls: [address] });
  expect(await window.evaluate(() => Reflect.get(globalThis, 'stayed') as unknown)).toBe(true);
  expect(listener.seen()).toBe(0);
  await listener.close();

  // Chromium empties a page without asking anybody; the door does not answer an empty page.
  await window.evaluate(() => {
    location.href = 'about:blank';
  });
  await window.waitForURL('about:blank');
  const answer = await window.evaluate(async () => {
    const door = Reflect.get(globalThis, 'kontor') as { invoke(name: string): Promise<unknown> } | undefined;
    return door ? door.invoke('companies.list') : null;
  });
  if (answer !== null) expect(answer).toMatchObject({ ok: false, error: { key: 'error.unknown_sender' } });
});

test('is granted no permission', async ({ launch }) => {
  const { window } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
  const answers = await window.evaluate(async () => {
    const place = new Promise<string>((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        ({ code }) => resolve(code === 1 ? 'denied' : `code ${String(code)}`),
      );
    });
    const media = navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      (error: unknown) => (error as Error).name,
    );
    return {
      place: await place,
      media: await media,
      notifications: await Notification.requestPermission(),
      midi: (await navigator.permissions.query({ name: 'midi' })).state,
      clipboard: (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state,
    };
  });
  // A machine without a microphone answers with that before anybody is asked.
  expect(['NotAllowedError', 'NotFoundError']).toContain(answers.media);
  expect(answers).toMatchObject({
    place: 'denied',
    notifications: 'denied',
    midi: 'denied',
    clipboard: 'denied',
  });
});

test('draws every page within its own policy and runs no script that was put into one', async ({ launchDemo }) => {
  test.setTimeout(180_000);
  const { window } = await launchDemo();
  const complaints: string[] = [];
  window.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
  await window.evaluate(() => {
    const broken: string[] = [];
    Reflect.set(globalThis, 'broken', broken);
    document.addEventListener('securitypolicyviolation', (event) => broken.push(event.violatedDirective));
  });
  for (const place of PLACES) await goTo(window, place);
  await goTo(window, 'connections');
  const broken = () => window.evaluate(() => Reflect.get(globalThis, 'broken') as string[]);
  expect(await broken()).toEqual([]);
  expect(complaints).toEqual([]);

  await window.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.wasRun = true';
    document.body.append(script);
    const image = document.createElement('div');
    image.innerHTML = '<img src="data:," onerror="globalThis.wasRun = true">';
    document.body.append(image);
  });
  await expect.poll(broken).toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr']));
  expect(await window.evaluate(() => Reflect.has(globalThis, 'wasRun'))).toBe(false);
  // Written into the page's own code by a test framework it would be allowed: here the page itself asks.
  const compiled = await window.evaluate(() => {
    const button = document.createElement('button');
    button.setAttribute('onclick', 'globalThis.wasRun = true');
    document.body.append(button);
    button.click();
    return Reflect.has(globalThis, 'wasRun');
  });
  expect(compiled).toBe(false);
});
