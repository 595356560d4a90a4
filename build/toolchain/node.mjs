// A Node that the tools accept: the running one, else the pinned one from npm.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { cached, fetchPackage } from './cache.mjs';
import { nodeForTools, oldestNode } from './pins.mjs';
import { Unprepared, say } from './say.mjs';

function isModern(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > oldestNode.major || (major === oldestNode.major && minor >= oldestNode.minor);
}

/** The pinned Node's package folder: `bin/node` and, for building the SQLite binding, `include/node`. */
export async function pinnedNode() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Unprepared(
      `Node ${oldestNode.major}.${oldestNode.minor} or newer is needed, and this is ${process.versions.node}. Install Node 24 and try again.`,
    );
  }
  const entry = await cached(`node-${nodeForTools.version}`, (folder) => fetchPackage(nodeForTools, folder));
  return path.join(entry, 'package');
}

/** The path of the Node to run under, or null when the running one will do. */
export async function findNode() {
  if (isModern(process.versions.node)) {
    if (process.env.KONTOR_NODE !== process.execPath) say(`Node ${process.versions.node}`);
    return null;
  }
  const executable = path.join(await pinnedNode(), 'bin', 'node');
  if (!existsSync(executable)) throw new Error(`no Node at ${executable}`);
  say(`Node ${nodeForTools.version} from npm, since this machine's is ${process.versions.node}`);
  return executable;
}
