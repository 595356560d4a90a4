import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineInterface, type MessageBus } from 'dbus-native';
import { afterEach, describe, expect, it } from 'vitest';
import { busMissing, startBus, type TestBus } from '../../../tests/support/messageBus';
import { trayHost, type TrayHost } from './trayHost';

const missing = busMissing();
let bus: TestBus | null = null;
let host: TrayHost | null = null;
afterEach(async () => {
  host?.stop();
  await bus?.close();
  bus = null;
});

const NAME = 'org.kde.StatusNotifierWatcher';

/** A watcher as a panel brings it. */
async function watcher(client: MessageBus, isHosted: boolean) {
  const state = { isHosted };
  const definition = defineInterface({
    name: NAME,
    properties: { IsStatusNotifierHostRegistered: { type: 'b', access: 'read', get: () => state.isHosted } },
    signals: { StatusNotifierHostRegistered: {} },
  });
  await client.export('/StatusNotifierWatcher', definition);
  const name = await client.ownName(NAME);
  return {
    leave: () => name.release(),
    hostComes: () => {
      state.isHosted = true;
      client.sendSignal('/StatusNotifierWatcher', NAME, 'StatusNotifierHostRegistered');
    },
  };
}

describe.skipIf(missing !== null)(`who shows symbols${missing === null ? '' : ` (${missing})`}`, () => {
  const watched = async (): Promise<() => Promise<boolean>> => {
    let told: (is: boolean) => void = () => undefined;
    host = await trayHost(() => told(host?.isThere() ?? false), bus?.address);
    return () => new Promise((resolve) => (told = resolve));
  };

  it('nobody without a panel; somebody once it comes, nobody when it goes', async () => {
    bus = await startBus();
    const change = await watched();
    expect(host?.isThere()).toBe(false);
    let changed = change();
    const panel = await watcher(bus.client(), true);
    expect(await changed).toBe(true);
    changed = change();
    await panel.leave();
    expect(await changed).toBe(false);
  });

  it('a watcher whose panel has yet to come', async () => {
    bus = await startBus();
    const panel = await watcher(bus.client(), false);
    const change = await watched();
    expect(host?.isThere()).toBe(false);
    const changed = change();
    panel.hostComes();
    expect(await changed).toBe(true);
  });

  it('one that was there before', async () => {
    bus = await startBus();
    await watcher(bus.client(), true);
    await watched();
    expect(host?.isThere()).toBe(true);
  });
});

it('a bus that nobody answers on is no bus', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-deaf-'));
  const deaf = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.destroy();
  });
  await new Promise<void>((resolve) => deaf.listen(join(folder, 'bus'), resolve));
  host = await trayHost(() => undefined, `unix:path=${join(folder, 'bus')}`);
  expect(host.isThere()).toBe(false);
  await new Promise((resolve) => deaf.close(resolve));
  rmSync(folder, { recursive: true });
});

it('without a bus nobody', async () => {
  host = await trayHost(() => undefined, 'disabled:');
  expect(host.isThere()).toBe(false);
});
