// What the build emitted, loaded by the runtime that will run it.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { external } from '../../build/nodeBundle';

const dist = path.resolve('dist');

function filesIn(folder: string): string[] {
  const place = path.join(dist, folder);
  if (!existsSync(place)) return [];
  const names = readdirSync(place, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.cjs')).map((name) => path.join(place, name));
}

const files = [...filesIn('main'), ...filesIn('preload')];
// Main's folder holds main, its workers under the names it starts them by, and a folder of chunks that they share.
const workers = files.filter((file) => path.dirname(file) === path.join(dist, 'main') && !file.endsWith('/main.cjs'));

/** Named in a comment of pino, by a cache of undici that nothing here uses, and by mysql2 for the colours of its own debug output. */
const neverReached = ['SonicBoom', 'cardinal', 'node:sqlite'];

function requiredBy(file: string): string[] {
  // The bundler writes double quotes; single ones stand in comments and messages of libraries.
  return [...readFileSync(file, 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1] ?? '');
}

function isThere(file: string, name: string): boolean {
  if (name.startsWith('.')) return existsSync(path.resolve(path.dirname(file), name));
  return isBuiltin(name) || external.includes(name) || neverReached.includes(name);
}

/** A worker that is loaded without its data may refuse to work; what it may not do is fail to load. */
const loadingFailures =
  /Cannot find module|ERR_REQUIRE_ESM|ERR_DLOPEN_FAILED|ERR_UNKNOWN_BUILTIN_MODULE|is not defined|SyntaxError/;

function load(file: string): Promise<string> {
  const worker = new Worker(
    `require(${JSON.stringify(file)}); require('node:worker_threads').parentPort.postMessage('loaded')`,
    {
      eval: true,
    },
  );
  return new Promise((resolve) => {
    const finish = (outcome: string) => {
      resolve(outcome);
      void worker.terminate();
    };
    worker.once('message', () => {
      finish('loaded');
    });
    worker.once('error', (cause) => {
      finish(String(cause));
    });
  });
}

// The tools' Node runs this file as well, with or without a build.
describe.runIf(process.versions['electron'])("the build's output", () => {
  it('is there', () => {
    expect(files.map((file) => path.relative(dist, file))).toContain('main/main.cjs');
    expect(files.map((file) => path.relative(dist, file))).toContain('preload/preload.cjs');
    expect(workers.length).toBeGreaterThan(0);
  });

  it.each(files)('compiles here and requires nothing that is missing: %s', (file) => {
    expect(() => new Script(`(function () {${readFileSync(file, 'utf8')}\n})`, { filename: file })).not.toThrow();
    expect(requiredBy(file).filter((name) => !isThere(file, name))).toEqual([]);
  });

  it.each(workers)('starts as a worker: %s', async (file) => {
    expect(await load(file)).not.toMatch(loadingFailures);
  });

  it('is one file where the preload script is sandboxed', () => {
    const preload = filesIn('preload');
    expect(preload).toHaveLength(1);
    expect(preload.flatMap(requiredBy).filter((name) => name !== 'electron')).toEqual([]);
  });
});
