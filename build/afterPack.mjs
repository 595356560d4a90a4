// Called by electron-builder on the packed folder, before it becomes an installer.

import { chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { flipFuses } from '@electron/fuses';
import { releaseFuses } from './releaseFuses.ts';

const unpackedPrebuilds = 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds';

const note = `Built from the test runtime: an Electron taken from a third party's package, for development and tests on
machines that cannot reach the official one. Never ship this folder.
`;

/** The test runtime is older than better-sqlite3's prebuild: the binding built for it takes the prebuild's place. */
function markAsTestBuild(folder) {
  const prebuild = path.join(folder, unpackedPrebuilds, `${process.platform}-${process.arch}.node`);
  const binding = process.env.KONTOR_SQLITE_BINDING;
  if (binding) {
    copyFileSync(binding, prebuild);
    chmodSync(prebuild, 0o755);
  }
  rmSync(path.join(folder, 'resources/default_app.asar'), { force: true }); // what `electron <folder>` runs
  writeFileSync(path.join(folder, 'NOT-FOR-RELEASE.txt'), note);
}

/** electron-builder looks for the hook as the file's default export. */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  if (process.env.KONTOR_ELECTRON_KIND === 'test-runtime') markAsTestBuild(appOutDir);
  const name = packager.appInfo.productFilename;
  const executable = {
    darwin: `${name}.app`,
    win32: `${name}.exe`,
    linux: packager.executableName,
  }[electronPlatformName];
  await flipFuses(path.join(appOutDir, executable), {
    ...releaseFuses,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
  });
}
