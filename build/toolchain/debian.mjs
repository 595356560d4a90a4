// Debian's packages: installed when root on Debian or Ubuntu, else named in one line to run.

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { runQuietly } from './run.mjs';
import { say } from './say.mjs';

// A second name is what newer releases call the same library.
export const debianPackages = {
  window: [
    ['libgtk-3-0', 'libgtk-3-0t64'],
    ['libnss3'],
    ['libasound2', 'libasound2t64'],
    ['libgbm1'],
    ['libxss1'],
    ['libnotify4'],
    ['xvfb'],
    ['xauth'],
    ['dbus'],
    ['dbus-x11'],
  ],
  /** Only where the SQLite binding has to be built for an older Electron. */
  compiler: [['build-essential'], ['python3']],
  /** Programs that the tests run against and that are not ours: keychain, WebDAV servers and clients, a PDF reader. */
  tests: [
    ['gnome-keyring'],
    ['libsecret-1-0'],
    ['apache2'],
    ['apache2-utils'],
    ['rclone'],
    ['litmus'],
    ['curl'],
    ['poppler-utils'],
  ],
  /** Databases that several PCs can share. The server alone: no client, no service that starts by itself. */
  databases: [['postgresql'], ['mariadb-server-core']],
  /** An S3 that is not ours: Ceph's gateway with a store in memory. 210 MB, so only where it is asked for. */
  storage: [['radosgw'], ['ceph-mon'], ['ceph-osd'], ['ceph-common']],
};

const policy = '/usr/sbin/policy-rc.d';
const setAside = `${policy}.kontor-saved`;

function installed(names) {
  const query = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Abbrev} ${Package}\n', ...names], { encoding: 'utf8' });
  if (query.error) return null;
  return new Set([...query.stdout.matchAll(/^ii\s+(\S+)$/gm)].map((match) => match[1]));
}

/** The groups of alternatives of which none is there, or null where there is no dpkg. */
function missingOf(groups) {
  const found = installed(groups.flat());
  return found && groups.filter((names) => !names.some((name) => found.has(name)));
}

function offered(name) {
  const policyText = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout;
  return /Candidate: (?!\(none\))/.test(policyText);
}

/** Debian starts a server as it installs it, unless this script answers 101. The tests start their own, on free ports. */
async function withoutStartingServers(work) {
  const restore = () => {
    rmSync(policy, { force: true });
    if (existsSync(setAside)) renameSync(setAside, policy);
  };
  if (existsSync(setAside)) restore();
  if (existsSync(policy)) renameSync(policy, setAside);
  writeFileSync(policy, '#!/bin/sh\nexit 101\n');
  chmodSync(policy, 0o755);
  try {
    await work();
  } finally {
    restore();
  }
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return runQuietly('apt-get', ['-y', '-o', 'DPkg::Lock::Timeout=600', ...args], { env });
}

async function install(groups) {
  const names = () => groups.map((group) => group.find(offered) ?? group[0]);
  await withoutStartingServers(async () => {
    try {
      await apt(['install', '--no-install-recommends', ...names()]);
    } catch {
      await apt(['update']); // the lists are missing or stale on a fresh machine
      await apt(['install', '--no-install-recommends', ...names()]);
    }
  });
}

/** Returns whether everything is there afterwards. */
export async function ensureDebianPackages(lists) {
  if (process.platform !== 'linux') return true;
  const groups = lists.flatMap((list) => debianPackages[list]);
  const missing = missingOf(groups);
  if (missing === null) return true; // another distribution: its own names, its own way
  if (missing.length === 0) return true;
  const names = missing.map((group) => group[0]).join(' ');
  if (process.getuid() !== 0) {
    say(`system packages are missing; run: sudo apt-get install -y ${names}`);
    return false;
  }
  say(`system packages: installing ${names}`);
  await install(missing);
  return true;
}
