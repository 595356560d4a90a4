// The shared library through a stand-in written in C: what it hands out it gets back once, and nobody waits for it. Also inside Electron.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildStandIn } from '../../../../../tests/support/fiskalyLibrary';
import { findLibrary, libraryPattern, libraryTransport, LibraryProblem } from './library';
import { checkEcho } from './transport';

const standIn = buildStandIn();
const message = (params: unknown, id = 1): string => JSON.stringify({ jsonrpc: '2.0', method: 'echo', params, id });
const reasonOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing failed',
    (error: unknown) => (error instanceof LibraryProblem ? error.reason : error),
  );

describe('a library', () => {
  it('has the name of its system', () => {
    expect(libraryPattern('linux', 'x64').test('com.fiskaly.client-linux-amd64-v1.2.200.so')).toBe(true);
    expect(libraryPattern('win32', 'ia32').test('com.fiskaly.client-windows-386-v1.2.200.dll')).toBe(true);
    expect(libraryPattern('win32', 'x64').test('com.fiskaly.kassensichv.client-windows-amd64.dll')).toBe(true);
    expect(libraryPattern('darwin', 'x64').test('libcom.fiskaly.client-darwin-amd64-v1.2.200.dylib')).toBe(true);
    expect(libraryPattern('linux', 'x64').test('com.fiskaly.client-linux-386-v1.2.200.so')).toBe(false);
  });

  it('that is missing, of another system or no library at all is told in words', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kontor-fiskaly-'));
    expect(await reasonOf(libraryTransport(path.join(folder, 'none.so')))).toBe('not_found');
    expect(await reasonOf(libraryTransport(folder))).toBe('not_found');
    writeFileSync(path.join(folder, 'broken.so'), 'MZ of another machine');
    expect(await reasonOf(libraryTransport(path.join(folder, 'broken.so')))).toBe('not_loaded');
  });
});

describe.skipIf(standIn === null)('the stand-in', () => {
  const {
    file = '',
    folder = '',
    counts = () => ({ allocations: 0, frees: 0, badFrees: 0, mostRunning: 0, held: 0, impatient: 0 }),
    release = () => undefined,
  } = standIn ?? {};

  it('is found in a folder by its name and brings every letter back', async () => {
    expect(await findLibrary(folder)).toBe(file);
    await checkEcho(await libraryTransport(folder));
  });

  it('answers what it does not know with -32601, the id as it was', async () => {
    const { invoke } = await libraryTransport(file);
    expect(JSON.parse(await invoke('{"jsonrpc":"2.0","method":"nothing","id":"ä-1"}'))).toMatchObject({
      error: { code: -32601 },
      id: 'ä-1',
    });
    expect(JSON.parse(await invoke('{"jsonrpc":"2.0","method":"version","id":1}'))).toMatchObject({
      result: { smaers: { version: '1.0.6' } },
    });
  });

  it('returning nothing, an empty text or no JSON breaks nothing', async () => {
    const { invoke } = await libraryTransport(file);
    expect(await reasonOf(invoke(message('stub-null')))).toBe('no_answer');
    expect(await invoke(message('stub-empty'))).toBe('');
    expect(await invoke(message('stub-garbage'))).toMatch(/^not json/);
    await checkEcho({ invoke, close: () => Promise.resolve() });
  });

  it('takes a megabyte', async () => {
    const { invoke } = await libraryTransport(file);
    const text = 'ü'.repeat(600_000);
    expect(JSON.parse(await invoke(message(text)))).toMatchObject({ result: text });
  });

  it('is asked by one at a time, and main goes on meanwhile', async () => {
    const { invoke } = await libraryTransport(file);
    const calls = [1, 2, 3, 4].map((id) => invoke(message('stub-held', id)));
    // Each call ends at a word from here: it would wait in vain if it was waited for.
    for (const [index, call] of calls.entries()) {
      while (counts().held <= index) await new Promise((resolve) => setImmediate(resolve));
      release();
      await call;
    }
    expect(counts()).toMatchObject({ mostRunning: 1, held: 4, impatient: 0 });
  });

  it('has every answer back, once, after 100,000 calls', async () => {
    const { invoke } = await libraryTransport(file);
    const before = counts();
    const calls = 100_000;
    for (let done = 0; done < calls; done += 1000) {
      const answers = await Promise.all(
        Array.from({ length: 1000 }, (_, index) => invoke(message({ n: index }, index))),
      );
      expect(answers.at(-1)).toBe('{"jsonrpc":"2.0","result":{"n":999},"id":999}');
    }
    const after = counts();
    expect(after.allocations - before.allocations).toBe(calls);
    expect(after.frees).toBe(after.allocations);
    expect(after.badFrees).toBe(0);
  }, 60_000);
});
