// The folder that `npm run package` made on this system, and a way to start it as a user would.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { openToAppUser } from '../../build/launch/appUser';
import { commandFor } from '../../build/launch/electronCommand';

const root = path.resolve(import.meta.dirname, '../..');

export const packedFolder = path.join(root, 'release/linux-unpacked');
export const packedAsar = path.join(packedFolder, 'resources/app.asar');
export const packedExecutable = path.join(packedFolder, 'kontor');

if (!existsSync(packedExecutable)) throw new Error('There is no packed app. Run: npm run test:package');

export interface StartedPackage {
  readonly output: () => string;
  /** The address of Chromium's own debugging port. The fuses close Node's inspector, so Playwright cannot attach. */
  readonly debugAddress: Promise<string>;
  readonly stop: () => Promise<void>;
}

export function startPacked(home: string, args: readonly string[]): StartedPackage {
  const executable = path.join(openToAppUser(packedFolder, { isFixed: false }), 'kontor');
  const command = commandFor(executable, ['--remote-debugging-port=0', ...args], { home });
  // The package holds everything it needs: nothing that the bootstrap found may help it.
  const { KONTOR_SQLITE_BINDING: _binding, ELECTRON_OVERRIDE_DIST_PATH: _dist, ...env } = command.env;
  const child = spawn(command.executablePath, command.args, { cwd: command.cwd, env });
  let output = '';
  const closed = new Promise<void>((resolve) => {
    child.on('close', () => {
      resolve();
    });
  });
  const debugAddress = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /DevTools listening on ws:\/\/([^/]+)\//.exec(output)?.[1];
      if (address) resolve(`http://${address}`);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void closed.then(() => {
      reject(new Error(`The packed app ended before it listened:\n${output}`));
    });
  });
  const stop = async () => {
    child.kill();
    await closed;
  };
  return { output: () => output, debugAddress, stop };
}
