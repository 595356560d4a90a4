// A packed app in release/. Without arguments the unpacked folder of this system; else targets, e.g. `deb AppImage`.

import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Platform, build } from 'electron-builder';
import { buildAppWhenStale, root } from '../buildApp.ts';

function fromBootstrap(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start this with npm run package.`);
  return value;
}

/** Outside a release the runtime that was found is packed as it is; nothing is downloaded. */
function configuration(isOfficial: boolean) {
  if (isOfficial) return {};
  const electronDist = fromBootstrap('ELECTRON_OVERRIDE_DIST_PATH');
  return { electronDist, electronVersion: readFileSync(path.join(electronDist, 'version'), 'utf8').trim() };
}

const targets = process.argv.slice(2);
const isOfficial = process.env['KONTOR_ELECTRON_KIND'] === 'official';
if (!isOfficial && targets.length > 0) {
  throw new Error('Installers are made with the official Electron only, and it is not here.');
}
await buildAppWhenStale();
rmSync(path.join(root, 'release'), { recursive: true, force: true });
await build({
  targets: Platform.current().createTarget(targets.length > 0 ? targets : ['dir']),
  projectDir: root,
  config: configuration(isOfficial),
});
if (!isOfficial) console.log('Built from the test runtime: for development and tests, never to be shipped.');
