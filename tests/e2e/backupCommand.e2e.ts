// A firm backed up and brought back from the command line, without a window and without a display.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ask } from '../../build/demo/ask.ts';
import { makeAppUserFolder } from '../../build/launch/appUser.ts';
import { electronCommand } from '../../build/launch/electronCommand.ts';
import { copyDemoHome } from './support/demoHome.ts';
import { expect, test } from './support/launchApp.ts';

const PASSPHRASE = 'heron lantern gravel sixpence';
const NO_DISPLAY = { DISPLAY: '', WAYLAND_DISPLAY: '', LANG: 'en_US.UTF-8', LANGUAGE: 'en' };

interface Order {
  readonly home: string;
  readonly args: readonly string[];
  /** On the standard input. */
  readonly typed?: string;
  readonly env?: Readonly<Record<string, string>>;
}
function command({ home, args, typed = '', env = {} }: Order): Promise<{ code: number | null; output: string }> {
  const order = electronCommand({ home, args: ['--headless', ...args], env: { ...NO_DISPLAY, ...env } });
  const child = spawn(order.executablePath, order.args, { cwd: order.cwd, env: order.env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(typed);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

test('a new file, one more state, and a restore; passphrases never on the command line', async ({ launch }) => {
  test.setTimeout(300_000);
  const { home: demo, env } = copyDemoHome();
  const other = makeAppUserFolder('e2e');
  const file = path.join(demo, 'firm.kontor-backup');
  const backUp = (more: Partial<Order>) => command({ home: demo, args: ['--backup', file], env, ...more });
  try {
    const bare = await command({ home: demo, args: ['--backup'], env });
    expect([bare.code, bare.output]).toEqual([2, expect.stringContaining('--backup: a file must follow')]);
    const short = await backUp({ typed: 'short\n' });
    expect([short.code, short.output]).toEqual([3, expect.stringContaining('The passphrase is too short.')]);
    expect(existsSync(file)).toBe(false);

    const made = await backUp({ typed: `${PASSPHRASE}\n` });
    expect([made.code, made.output]).toEqual([0, expect.stringContaining(`Backup: ${file}.`)]);
    const { size } = statSync(file);
    const wrong = await backUp({ env: { ...env, KONTOR_BACKUP_PASSPHRASE: 'another one altogether' } });
    expect([wrong.code, wrong.output]).toEqual([3, expect.stringContaining('This is not the passphrase')]);
    const added = await backUp({ env: { ...env, KONTOR_BACKUP_PASSPHRASE: PASSPHRASE } });
    expect([added.code, added.output]).toEqual([0, expect.stringContaining('States: 2.')]);
    expect(statSync(file).size).toBeLessThan(1.2 * size);
    for (const { output } of [made, wrong, added]) expect(output).not.toContain(PASSPHRASE);

    // What is no backup is not written over.
    const taken = path.join(demo, 'profile', 'config.db');
    const before = readFileSync(taken);
    const refused = await backUp({ args: ['--backup', taken], typed: `${PASSPHRASE}\n` });
    expect([refused.code, refused.output]).toEqual([7, expect.stringContaining('This is not a backup of Kontor.')]);
    expect(readFileSync(taken).length).toBe(before.length);
    const filled = await command({ home: demo, args: ['--restore', file], env, typed: `${PASSPHRASE}\n` });
    expect([filled.code, filled.output]).toEqual([7, expect.stringContaining('There are companies here already.')]);

    const running = await launch({ home: demo, env });
    const companies = await ask(running.window, 'companies.list', undefined);
    const busy = await backUp({ typed: `${PASSPHRASE}\n` });
    expect([busy.code, busy.output]).toEqual([6, expect.stringContaining('Kontor is running already')]);
    await running.close();

    const restored = await command({ home: other, args: [`--restore=${file}`], env, typed: `${PASSPHRASE}\n` });
    expect([restored.code, restored.output]).toEqual([0, expect.stringContaining(`Restored from ${file}`)]);
    const second = await launch({ home: other, env });
    const names = (await ask(second.window, 'companies.list', undefined)).map(({ id, name, invoiceCount }) => [
      id,
      name,
      invoiceCount,
    ]);
    expect(names).toEqual(companies.map(({ id, name, invoiceCount }) => [id, name, invoiceCount]));
    // Its files go only when it has ended: the window is there before everything behind it has been opened.
    await second.close();
  } finally {
    for (const home of [demo, other]) rmSync(home, { recursive: true, force: true });
  }
});
