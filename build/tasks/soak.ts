// Hours of random kills, long clocks and fuzz: the suite that is too long for every day. `--minutes N`, `--seed S`; what fails can be
// repeated with the seed that is printed. `--kills N` does random kills alone, until there were N of each kind of work; `--to dropbox`
// (also several times) those of uploads to that destination alone.

import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildAppWhenStale, root } from '../buildApp.ts';
import { hasDisplay, onVirtualDisplay } from '../launch/display.ts';
import { runCommand, tool } from '../runCommand.ts';

const { values, positionals } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string' },
    kills: { type: 'string' },
    to: { type: 'string', multiple: true, default: [] },
  },
  allowPositionals: true,
});
const seed = values.seed ?? String(randomInt(2 ** 31));
const minutes = Number(values.minutes);
if (!(minutes > 0) || !/^\d+$/.test(seed)) throw new Error('--minutes takes a number above 0, --seed a whole number');
const { kills, to } = values;
if (kills !== undefined && !/^[1-9]\d*$/.test(kills)) throw new Error('--kills takes a whole number above 0');
const length = kills === undefined ? ['--minutes', String(minutes)] : ['--kills', kills];
const again = [...length, ...to.flatMap((id) => ['--to', id]), '--seed', seed].join(' ');

console.log(
  `soak: ${kills === undefined ? `about ${String(minutes)} minutes` : `${kills} kills of each kind`}, seed ${seed}`,
);
console.log(`soak: the same again with npm run soak -- ${again}`);

/** Tests of properties, which throw the same dice every day. */
const properties = globSync('{electron,shared,renderer,tests}/**/*.test.ts', { cwd: root }).filter(
  (file) => !file.startsWith('tests/soak/') && readFileSync(path.join(root, file), 'utf8').includes("'fast-check'"),
);
/** Kontor itself is started, too. */
const displayed = (command: string, args: string[]): [string, string[]] =>
  hasDisplay ? [command, args] : onVirtualDisplay(command, args);
const vitest = (...args: readonly string[]): Promise<number> =>
  runCommand(...displayed(...tool('vitest/vitest.mjs', 'run', ...args)), {
    env: {
      KONTOR_SQLITE_BINDING: undefined,
      KONTOR_ELECTRON_BINDING: process.env['KONTOR_SQLITE_BINDING'] ?? '',
      KONTOR_SOAK_MINUTES: String(minutes),
      KONTOR_SOAK_SEED: seed,
      KONTOR_SOAK_KILLS: kills,
      KONTOR_SOAK_TO: to.join(' '),
      KONTOR_SEED: seed,
    },
  });
/** Words pick files. Kills alone need no built app. */
const isKillsAlone = kills !== undefined || to.length > 0;
const files = isKillsAlone ? ['tests/soak/kills.test.ts'] : positionals;
if (!isKillsAlone) await buildAppWhenStale();
const codes = [await vitest('--mode', 'soak', ...files)];
if (files.length === 0) codes.push(await vitest(...properties));
process.exitCode = Math.max(...codes);
