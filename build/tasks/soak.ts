// Hours of random kills, long clocks and fuzz: the suite that is too long for every day. `--minutes N`, `--seed S`; what fails can be
// repeated with the seed that is printed.

import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runCommand, tool } from '../runCommand.ts';

const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const seed = values.seed ?? String(randomInt(2 ** 31));
const minutes = Number(values.minutes);
if (!(minutes > 0) || !/^\d+$/.test(seed)) throw new Error('--minutes takes a number above 0, --seed a whole number');

console.log(`soak: about ${String(minutes)} minutes, seed ${seed}`);
console.log(`soak: the same again with npm run soak -- --minutes ${String(minutes)} --seed ${seed}`);
const command = tool('vitest/vitest.mjs', 'run', '--mode', 'soak', ...positionals);
process.exitCode = await runCommand(...command, {
  env: { KONTOR_SQLITE_BINDING: undefined, KONTOR_SOAK_MINUTES: String(minutes), KONTOR_SOAK_SEED: seed },
});
