// Kontor for an office server: a real process without a window and without a display, asked by a real curl.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { makeAppUserFolder } from '../../build/launch/appUser.ts';
import { electronCommand } from '../../build/launch/electronCommand.ts';
import { deadPort } from '../support/loopback.ts';
import { expect, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

const PASSPHRASE = 'heron lantern gravel sixpence';
const TOKEN = 'headless-token-of-a-test-0123456789';
const NO_DISPLAY = { DISPLAY: '', WAYLAND_DISPLAY: '', LANG: 'en_US.UTF-8', LANGUAGE: 'en' };

interface Server {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  /** The first line of the log that fits. */
  line(fits: RegExp): Promise<string>;
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  /** Given on the file descriptor 3. */
  readonly passphrase?: string;
}

function start(home: string, { env = {}, passphrase }: Options = {}): Server {
  const descriptor = passphrase === undefined ? {} : { KONTOR_PASSPHRASE_FD: '3' };
  const command = electronCommand({ home, args: ['--headless'], env: { ...NO_DISPLAY, ...descriptor, ...env } });
  const child = spawn(command.executablePath, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe', passphrase === undefined ? 'ignore' : 'pipe'],
  });
  const input = child.stdio[3];
  // One that finds another Kontor running ends without having read it.
  input?.on('error', () => undefined);
  if (passphrase !== undefined && input && 'end' in input) input.end(`${passphrase}\n`);
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const listener of listeners) listener();
    });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code));
  });
  const line = (fits: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = output.split('\n').find((each) => fits.test(each));
        if (found === undefined) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      void ended.then((code) => {
        reject(new Error(`ended with ${String(code)} before ${fits.source}:\n${output}`));
      });
      look();
    });
  return { process: child, output: () => output, ended, line };
}

async function curl(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('curl', ['-sS', '-H', `Authorization: Bearer ${TOKEN}`, ...args]);
  return stdout;
}

test.describe('without a window', () => {
  let home: string;
  const running: Server[] = [];
  const launch = (options?: Options): Server => {
    const server = start(home, options);
    running.push(server);
    return server;
  };
  test.beforeEach(() => {
    home = makeAppUserFolder('headless');
  });
  test.afterEach(async () => {
    for (const { process: child, ended } of running.splice(0)) {
      if (child.exitCode === null) child.kill('SIGKILL');
      await ended;
    }
    rmSync(home, { recursive: true, force: true });
  });

  test('explains what is missing, and says by its exit code what kind it is', async () => {
    test.setTimeout(120_000);
    const noKey = launch();
    expect(await noKey.ended).toBe(3);
    expect(noKey.output()).toContain('KONTOR_PASSPHRASE');
    const weak = launch({ env: { CONFIG_ENCRYPTION_KEY: testKey(), KONTOR_API_TOKEN: 'short' } });
    expect(await weak.ended).toBe(5);
    expect(weak.output()).toContain('KONTOR_API_TOKEN is too weak');
    const store = launch({ env: { CONFIG_ENCRYPTION_KEY: testKey(), CONFIG_DB_TYPE: 'nonsense' } });
    expect(await store.ended).toBe(4);
    expect(store.output()).toContain('CONFIG_DB_TYPE');
    const brief = launch({ passphrase: 'short' });
    expect(await brief.ended).toBe(3);
    expect(brief.output()).toContain('too short');
  });

  test('serves, works, logs without secrets, and ends cleanly', async () => {
    test.setTimeout(180_000);
    const port = String(await deadPort());
    const api = { KONTOR_API_TOKEN: TOKEN, KONTOR_API_PORT: port };
    const base = `http://localhost:${port}/api`;
    const json = (body: object): string[] => ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)];

    const first = launch({ passphrase: PASSPHRASE, env: api });
    expect(JSON.parse(await first.line(/"msg":"ready"/))).toMatchObject({ api: `http://127.0.0.1:${port}/api` });
    await curl(`${base}/companies`, ...json({ name: 'Zielona Kuźnia', country: 'PL', tax_id: '5265877635' }));
    const secret = 'demo0infakt0key0demo0infakt0key0';
    const body = {
      id: 'moj-infakt',
      provider: 'infakt',
      integration_type: 'accounting',
      credentials: { api_key: secret },
    };
    const added = await curl(`${base}/integrations/`, ...json({ ...body, base_url: 'https://infakt.demo.invalid' }));
    expect(JSON.parse(added)).toMatchObject({ id: 'moj-infakt', state: 'unverified' });
    const { run, events } = JSON.parse(await curl('-X', 'POST', `${base}/integrations/moj-infakt/sync/invoices`)) as {
      run: string;
      events: string;
    };
    expect(await curl('-N', `http://localhost:${port}${events}`)).toContain('event: ended');
    expect(JSON.parse(await first.line(new RegExp(`"run":"${run}".*"run ended"`)))).toMatchObject({ state: 'done' });

    const second = launch({ passphrase: PASSPHRASE, env: api });
    expect(await second.ended).toBe(6);
    expect(second.output()).toContain('running already');

    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    for (const hidden of [secret, TOKEN, PASSPHRASE]) expect(first.output()).not.toContain(hidden);
    const unread = first
      .output()
      .split('\n')
      .filter((each) => each.startsWith('{'));
    expect(unread.every((each) => Object.hasOwn(JSON.parse(each) as object, 'msg'))).toBe(true);

    const wrong = launch({ passphrase: `${PASSPHRASE}s`, env: api });
    expect(await wrong.ended).toBe(3);
    expect(wrong.output()).toContain('This is not the passphrase');
    const again = launch({ env: { ...api, KONTOR_PASSPHRASE: PASSPHRASE } });
    await again.line(/"msg":"ready"/);
    expect(JSON.parse(await curl(`${base}/integrations/moj-infakt`))).toMatchObject({ state: 'ok' });
    again.process.kill('SIGINT');
    expect(await again.ended).toBe(0);
  });
});
