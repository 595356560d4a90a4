import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeAppUserFolder } from '../../build/launch/appUser';
import { evaluateIn, findPages } from './debugPort';
import { type StartedPackage, startPacked } from './packedApp';

/** Resolves as soon as the window has drawn something. */
const drawn = `new Promise((resolve) => {
  const look = () => (document.querySelector('#root')?.childElementCount ? resolve(document.title) : requestAnimationFrame(look));
  look();
})`;

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
    expect(await evaluateIn(page, drawn)).toBe('Kontor');
    expect(started.output()).not.toMatch(/Cannot find module|ERR_DLOPEN_FAILED|Uncaught Exception/);
  });
});
