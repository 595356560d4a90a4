import fc from 'fast-check';
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callNames, eventNames } from '../../shared/contract/define';
import { contract } from '../../shared/contract/index';
import { PANEL_CALLS, PANEL_EVENTS } from '../../shared/contract/panelDoor';
import { resolveInside } from './resolveInside';
import { isSafeUrl } from './safeUrl';
import { isTrustedSender } from './trustedSender';
import { loadWindowState, placeOn, saveWindowState } from './windowState';

describe('kontor://app files', () => {
  const outside = realpathSync(mkdtempSync(join(tmpdir(), 'kontor-edge-')));
  const root = join(outside, 'bundle');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), 'page');
  writeFileSync(join(root, 'assets', 'ł a.js'), 'code');
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  symlinkSync(join(outside, 'secret.txt'), join(root, 'link.txt'));

  it('serves the bundle', () => {
    expect(resolveInside(root, 'kontor://app/')).toBe(join(root, 'index.html'));
    expect(resolveInside(root, 'kontor://app/assets/%C5%82%20a.js')).toBe(join(root, 'assets', 'ł a.js'));
  });

  it.each([
    'kontor://app/../secret.txt',
    'kontor://app/%2e%2e/secret.txt',
    'kontor://app/%2e%2e%2fsecret.txt',
    'kontor://app/..%5csecret.txt',
    'kontor://app//etc/passwd',
    'kontor://app/link.txt',
    'kontor://app/assets',
    'kontor://app/nothing.html',
    'kontor://other/index.html',
    'kontor://app/a%00b',
    'kontor://app/%ff',
    'no address',
  ])('refuses %s', (address) => {
    expect(resolveInside(root, address)).toBeNull();
  });

  it('never leaves the folder, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        const found = resolveInside(root, `kontor://app/${path}`);
        expect(found === null || found.startsWith(`${root}/`)).toBe(true);
      }),
    );
  });
});

describe('addresses for the system browser', () => {
  it.each([
    'https://ap.ksef.mf.gov.pl/',
    'https://example.org/a?b=c#d',
    'http://127.0.0.1:4711/cb',
    'http://localhost/x',
    'http://[::1]:80/',
  ])('opens %s', (address) => {
    expect(isSafeUrl(address)).toBe(true);
  });
  it.each([
    'http://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'kontor://app/',
    'ms-settings:',
    'smb://host/share',
    'vbscript:x',
    'https://user:pass@example.org/',
    'https://user@example.org/',
    'https://example.org\\@evil.test/',
    ' https://example.org/',
    'https://exa\tmple.org/',
    'https://example.org/\n',
    '//example.org',
    'http://127.0.0.1.evil.test/',
    'http://localhost.evil.test/',
    '',
  ])('refuses %j', (address) => {
    expect(isSafeUrl(address)).toBe(false);
  });
});

describe('who may speak to the core', () => {
  const good = { isTopFrame: true, isOurs: true, origin: 'kontor://app/index.html' };
  it('only the top frame of our window at our origin', () => {
    expect(isTrustedSender(good, 'kontor://app')).toBe(true);
    expect(isTrustedSender({ ...good, isTopFrame: false }, 'kontor://app')).toBe(false);
    expect(isTrustedSender({ ...good, isOurs: false }, 'kontor://app')).toBe(false);
    expect(isTrustedSender({ ...good, origin: 'kontor://app.evil/index.html' }, 'kontor://app')).toBe(false);
    expect(isTrustedSender({ ...good, origin: '' }, 'kontor://app')).toBe(false);
  });
});

it('the door of the panel is a part of the contract', () => {
  expect([...PANEL_CALLS].filter((name) => !callNames(contract).includes(name))).toEqual([]);
  expect([...PANEL_EVENTS].filter((name) => !eventNames(contract).includes(name))).toEqual([]);
});

describe('where the window was', () => {
  const display = { workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
  it('is kept, survives a broken file, and comes back to a display that is there', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'kontor-window-')), 'deep', 'window.json');
    const state = { bounds: { x: 10, y: 20, width: 1100, height: 700 }, isMaximized: true };
    saveWindowState(file, state);
    expect(loadWindowState(file)).toEqual(state);
    writeFileSync(file, '{"bounds":{"width":1e9}}');
    expect(loadWindowState(file).bounds).toEqual({ width: 1440, height: 900 });
    expect(placeOn(state, [display])).toEqual(state);
    const gone = { ...state, bounds: { ...state.bounds, x: 4000 } };
    expect(placeOn(gone, [display]).bounds).toEqual({ width: 1100, height: 700 });
  });
});
