// The archive that windows are measured with: made once per size and kept in the temporary folder, copied for every run.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { appUser, makeAppUserFolder } from '../../build/launch/appUser.ts';
import { root } from '../../build/buildApp.ts';
import { spawnSync } from 'node:child_process';
import { runInRuntime } from './inRuntime.ts';

/** What decides how a seeded archive looks. */
const MAKERS = [
  'tests/bench/seed*.ts',
  'electron/core/archive/schema/*.ts',
  'electron/core/archive/ingest/*.ts',
  'electron/core/db/migrations/*.ts',
  'shared/lib/*.ts',
];

function madeBy(): string {
  const hash = createHash('sha256');
  for (const file of globSync(MAKERS, { cwd: root }).toSorted()) hash.update(readFileSync(path.join(root, file)));
  return hash.digest('hex').slice(0, 12);
}

/** Answers the kept profile; nothing may be written there. */
async function keptProfile(invoices: number): Promise<string> {
  const kept = path.join(tmpdir(), `kontor-bench-${madeBy()}-${String(invoices)}`);
  if (existsSync(kept)) return kept;
  console.log(`making an archive of ${String(invoices)} invoices in ${kept}`);
  const unfinished = `${kept}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  await runInRuntime('seedArchive', [unfinished, String(invoices)]);
  renameSync(unfinished, kept);
  return kept;
}

/** A home folder of the app's user whose profile holds that many invoices; the caller removes it. */
export async function seededHome(invoices: number): Promise<string> {
  const kept = await keptProfile(invoices);
  const home = makeAppUserFolder('bench');
  cpSync(kept, path.join(home, 'profile'), { recursive: true });
  if (appUser) spawnSync('chown', ['-R', `${String(appUser.uid)}:${String(appUser.gid)}`, home]);
  return home;
}
