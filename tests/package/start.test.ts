import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeAppUserFolder } from '../../build/launch/appUser';
import { evaluateIn, findPages } from './debugPort';
import { type StartedPackage, startPacked } from './packedApp';

/** A button is the first thing that is there only after the core has answered. */
const firstScreen = `document.querySelector('#root button') && document.title`;

describe('the packed app', () => {
  let home: string;
  let started: StartedPackage | undefined;

  beforeEach(() => {
    home = makeAppUserFolder('package');
  });

  afterEach(async () => {
    await started?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('opens its window', async () => {
    started = startPacked(home, []);
    const address = await started.debugAddress;
    const page = await vi.waitUntil(async () => (await findPages(address)).at(0), { timeout: 20_000 });
    expect(page.url).toMatch(/^kontor:\/\/app\//);
    const title = await vi.waitUntil(() => evaluateIn(page, firstScreen), { timeout: 30_000 });
    expect(title).toBe('Kontor');
    expect(started.output()).not.toMatch(/Cannot find module|ERR_DLOPEN_FAILED|Uncaught Exception/);
  });
});
