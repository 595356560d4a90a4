// Two starts in the same moment, many times: one of them stays and works, the other one ends in peace, and the data are whole.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeAppUserFolder } from '../../build/launch/appUser';
import { hasDisplay } from '../../build/launch/display';
import { electronCommand } from '../../build/launch/electronCommand';
import { openSqlite } from '../../electron/core/db/openSqlite';
import { newEncryptionKey } from '../support/testHost';
import { diceOf, rounds, type Dice } from './soak';

const isMissing = process.env['KONTOR_ELECTRON'] === undefined || !hasDisplay;
if (isMissing) process.stderr.write('NOTE: skipping two starts at once: no Electron or no display here.\n');

const CONFIG_ENCRYPTION_KEY = newEncryptionKey();
const homes: string[] = [];
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** Electron's SQLite is not that of the tools. */
function commandIn(home: string) {
  const before = process.env['KONTOR_SQLITE_BINDING'];
  process.env['KONTOR_SQLITE_BINDING'] = process.env['KONTOR_ELECTRON_BINDING'] ?? '';
  try {
    return electronCommand({ home, args: ['--hidden'], env: { CONFIG_ENCRYPTION_KEY } });
  } finally {
    if (before === undefined) delete process.env['KONTOR_SQLITE_BINDING'];
    else process.env['KONTOR_SQLITE_BINDING'] = before;
  }
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly said: () => string;
}

function startIn(home: string): Started {
  const { executablePath, args, cwd, env } = commandIn(home);
  const child = spawn(executablePath, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return { child, said: () => said, ended: new Promise((resolve) => child.on('exit', resolve)) };
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
const PATIENCE_MS = 60_000;

/** Until it holds, or patience is at its end. */
async function eventually(holds: () => boolean): Promise<boolean> {
  const end = performance.now() + PATIENCE_MS;
  while (!holds() && performance.now() < end) await pause(20);
  return holds();
}

async function twoStarts(home: string, dice: Dice): Promise<void> {
  const first = startIn(home);
  // Now and then not quite in the same moment: while the first one reads its code, or makes its stores.
  if (dice.below(2) === 1) await pause(dice.below(600));
  const both = [first, startIn(home)];
  const isOver = ({ child }: Started): boolean => child.exitCode !== null || child.signalCode !== null;
  try {
    const isOneOver = await eventually(() => both.some(isOver));
    expect(isOneOver, both.map(({ said }) => said()).join('\n')).toBe(true);
    // The other one is at work: its stores are there.
    expect(await eventually(() => existsSync(join(home, 'profile/archive')))).toBe(true);
    const [gone, ...others] = both.filter(isOver);
    expect(others).toEqual([]);
    expect(gone?.child.exitCode, gone?.said()).toBe(0);
    const stays = both.find((each) => !isOver(each));
    await pause(dice.below(500));
    stays?.child.kill('SIGTERM');
    await stays?.ended;
  } finally {
    for (const each of both) if (!isOver(each)) each.child.kill('SIGKILL');
    await Promise.all(both.map(({ ended }) => ended));
  }
  const file = join(home, 'profile/config.db');
  expect(existsSync(file)).toBe(true);
  const store = openSqlite(file);
  expect(store.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(store.prepare('select count(*) as n from kysely_migration group by name having n > 1').all()).toEqual([]);
  store.close();
}

it.skipIf(isMissing)('two starts in the same moment', async () => {
  let home = '';
  await rounds('two starts at once', { share: 0.2, least: 20 }, async (round) => {
    // A first start has the most to make.
    if (round % 4 === 0) {
      home = makeAppUserFolder('twice');
      homes.push(home);
    }
    await twoStarts(home, diceOf(9000, round));
  });
});
