// Turns the pinned third-party package into a plain Electron for development and tests.

import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { cached, fetchPackage, toolchainFolder } from './cache.mjs';
import { testRuntime } from './pins.mjs';

const entryName = `electron-${testRuntime.electronVersion}-test-runtime-1`;

// Its own program, and a start-up snapshot that holds that program: neither is Electron.
const foreign = [`${testRuntime.root}resources/`, `${testRuntime.root}browser_v8_context_snapshot.bin`];

export function hasTestRuntime() {
  return existsSync(path.join(toolchainFolder(), entryName));
}

/** `electron <folder>` runs this; a packaged app brings its own. */
const defaultApp = `const { app } = require('electron');
const path = require('node:path');
const folder = path.resolve(process.argv.slice(1).find((arg) => !arg.startsWith('-')) ?? '.');
const manifest = require(path.join(folder, 'package.json'));
app.setAppPath(folder);
app.setName(manifest.productName ?? manifest.name);
if (manifest.version) app.setVersion(manifest.version);
require(path.join(folder, manifest.main ?? 'index.js'));
`;

async function unzip(yauzl, archive, target) {
  const zip = await yauzl.openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.startsWith(testRuntime.root) || foreign.some((name) => entry.fileName.startsWith(name)))
      continue;
    const relative = entry.fileName.slice(testRuntime.root.length);
    const file = path.join(target, relative === testRuntime.executable ? 'electron' : relative);
    if (entry.fileName.endsWith('/')) {
      mkdirSync(file, { recursive: true, mode: 0o755 });
      continue;
    }
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode: mode || 0o644 }));
  }
}

async function packDefaultApp(asar, resources) {
  const source = mkdtempSync(path.join(tmpdir(), 'kontor-default-app-'));
  try {
    writeFileSync(path.join(source, 'package.json'), '{"name":"default-app","main":"main.js"}');
    writeFileSync(path.join(source, 'main.js'), defaultApp);
    await asar.createPackage(source, path.join(resources, 'default_app.asar'));
  } finally {
    rmSync(source, { recursive: true, force: true });
  }
}

async function makeTestRuntime(root, folder) {
  const require = createRequire(path.join(root, 'package.json'));
  const load = (name) => import(pathToFileURL(require.resolve(name)).href);
  const [yauzl, asar, fuses] = [await load('yauzl'), await load('@electron/asar'), await load('@electron/fuses')];
  const fetched = await fetchPackage(testRuntime, folder);
  await unzip(yauzl.default, path.join(fetched, testRuntime.archive), folder);
  rmSync(fetched, { recursive: true });
  await fuses.flipFuses(path.join(folder, 'electron'), {
    version: fuses.FuseVersion.V1,
    [fuses.FuseV1Options.EnableNodeCliInspectArguments]: true, // Playwright attaches through the inspector
    [fuses.FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  const resources = path.join(folder, 'resources');
  mkdirSync(resources, { mode: 0o755 });
  await packDefaultApp(asar, resources);
  writeFileSync(path.join(folder, 'version'), testRuntime.electronVersion);
}

export function prepareTestRuntime(root) {
  return cached(entryName, (folder) => makeTestRuntime(root, folder));
}
