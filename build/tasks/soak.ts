// Hours of random kills, long clocks and fuzz: the suite that is too long for every day. `--minutes N`, `--seed S`; what fails can be
// repeated with the seed that is printed.

import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildAppWhenStale, root } from '../buildApp.ts';
import { hasDisplay, onVirtualDisplay } from '../launch/display.ts';
import { runCommand, tool } from '../runCommand.ts';

await buildAppWhenStale();
const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const seed = values.seed ?? String(randomInt(2 ** 31));
const minutes = Number(values.minutes);
if (!(minutes > 0) || !/^\d+$/.test(seed)) throw new Error('--minutes takes a number above 0, --seed a whole number');

console.log(`soak: about ${String(minutes)} minutes, seed ${seed}`);
console.log(`soak: the same again with npm run soak -- --minutes ${String(minutes)} --seed ${seed}`);

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
      KONTOR_SEED: seed,
    },
  });
const codes = [await vitest('--mode', 'soak', ...positionals)];
if (positionals.length === 0) codes.push(await vitest(...properties));
process.exitCode = Math.max(...codes);
