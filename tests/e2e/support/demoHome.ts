// A profile with the demo company, its first sync done: made once for a run of the tests, copied for each test that begins there.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { appUser, makeAppUserFolder } from '../../../build/launch/appUser.ts';

const kept = path.resolve(import.meta.dirname, '../../../test-results/demo');
const keptHome = path.join(kept, 'home');
const keptKey = path.join(kept, 'key');

/** Of an app that has quit. */
export function keepDemoHome(home: string, key: string): void {
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  cpSync(home, keptHome, { recursive: true });
  writeFileSync(keptKey, key);
}

export interface DemoHome {
  readonly home: string;
  readonly env: { readonly CONFIG_ENCRYPTION_KEY: string };
}

/** A copy that belongs to the app's user, and what opens it. */
export function copyDemoHome(): DemoHome {
  const home = makeAppUserFolder('e2e');
  cpSync(keptHome, home, { recursive: true });
  if (appUser) spawnSync('chown', ['-R', `${String(appUser.uid)}:${String(appUser.gid)}`, home]);
  return { home, env: { CONFIG_ENCRYPTION_KEY: readFileSync(keptKey, 'utf8') } };
}
