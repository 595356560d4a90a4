// The debug file: how much at which level, whose file, and nothing of a secret. Also run inside Electron.
import { chmodSync, existsSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer, BASE, fiskalyClient, inBase64, KEYS } from '../../../../../tests/support/fiskalyClient';
import { findSecrets } from '../../../../../tests/support/secretForms';
import { debugFileOf } from './config';
import { HttpTimeout } from './httpPort';

const newFile = (): string => path.join(mkdtempSync(path.join(tmpdir(), 'kontor-fiskaly-')), 'fiskaly.log');

/** One good call, one that is repeated, one that is refused. */
async function threeCalls(level: number, file: string, more: Record<string, unknown> = {}): Promise<string> {
  let passing = 1;
  const { newContext, call, request } = fiskalyClient(({ url }) => {
    if (url.endsWith('/flaky')) return passing-- > 0 ? answer(503, {}) : answer(200, {});
    return url.endsWith('/refused') ? answer(404, { code: 'E_TX_NOT_FOUND' }) : answer(200, {});
  });
  const config = { debug_level: level, debug_file: file };
  const { result } = await call('config', { context: await newContext(more), config });
  const context = String(result?.['context']);
  for (const place of ['/good', '/flaky', '/refused']) await request(context, { method: 'GET', path: place });
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file, 'utf8') : '';
}
const kindsOf = (log: string): string[] =>
  [...new Set([...log.matchAll(/^\S+Z (\w+) /gm)].map((match) => match[1] ?? ''))].toSorted();

describe('the debug file', () => {
  it.each([
    [-2, []],
    [-1, []],
    [0, ['error']],
    [1, ['error']],
    [2, ['error', 'warning']],
    [3, ['error', 'info', 'warning']],
    [4, ['error', 'info', 'warning']],
  ])('at level %i holds %j', async (level, kinds) => {
    expect(kindsOf(await threeCalls(level, newFile()))).toEqual(kinds);
  });

  it('says what was asked, how it ended and how long it took', async () => {
    const lines = (await threeCalls(3, newFile())).trim().split('\n');
    expect(lines.at(-1)).toMatch(
      /^2026-10-06T08:00:00\.000Z error HTTP error \{"method":"GET","path":"\/refused","status":404,"ms":0,"answer":\{"code":"E_TX_NOT_FOUND"\}\}$/,
    );
  });

  it('lies in the temp folder of the system unless told otherwise', () => {
    const config = { debug_level: 1, debug_file: '', client_timeout: 1, smaers_timeout: 1, http_proxy: '' };
    expect(debugFileOf(config)).toBe(path.join(tmpdir(), 'fiskaly.log'));
    expect(debugFileOf({ ...config, debug_file: '~/x' })).toBe('~/x');
  });

  it.skipIf(process.platform === 'win32')('is for its owner alone, also when it was there before', async () => {
    const file = newFile();
    writeFileSync(file, '');
    chmodSync(file, 0o666);
    await threeCalls(1, file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const fresh = newFile();
    await threeCalls(1, fresh);
    expect(statSync(fresh).mode & 0o777).toBe(0o600);
  });

  it.skipIf(process.platform === 'win32')('follows no link', async () => {
    const file = newFile();
    const target = newFile();
    writeFileSync(target, 'untouched');
    symlinkSync(target, file);
    await threeCalls(3, file);
    expect(readFileSync(target, 'utf8')).toBe('untouched');
    const dangling = newFile();
    const nowhere = newFile();
    symlinkSync(nowhere, dangling);
    await threeCalls(3, dangling);
    expect(existsSync(nowhere)).toBe(false);
  });

  it('stops nothing when it cannot be written', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kontor-fiskaly-'));
    expect(await threeCalls(3, folder)).toBe('');
  });
});

describe('secrets', () => {
  it('are in no form in what is written at the highest level', async () => {
    const file = newFile();
    const pins = { admin_pin: 'pin-7719-zażółć', new_admin_pin: '4471"99\\0', admin_puk: 'PUK-0123456789' };
    const password = 'Pass wort/ß+';
    // A server that says back everything it heard.
    const { call, newContext, request } = fiskalyClient(({ url, headers, body }) => {
      if (url.endsWith('/late')) return new HttpTimeout('late');
      const echo = { headers, heard: Buffer.from(body ?? []).toString('base64'), url };
      return answer(400, { ...pins, echo, message: `you are ${KEYS.api_secret}` });
    });
    const made = await newContext({ email: 'chef@laden.example', password });
    const { result } = await call('config', { context: made, config: { debug_level: 3, debug_file: file } });
    const context = String(result?.['context']);
    await request(context, { method: 'POST', path: '/tss/1/admin/auth', body: inBase64(pins) });
    await request(context, { method: 'GET', path: '/late', query: { q: KEYS.api_secret } });
    await request(context, { method: 'PUT', path: '/auth', body: inBase64(KEYS) });
    const log = readFileSync(file);
    expect(log.toString()).toMatch(/admin\/auth.*"echo":/);
    const secrets = [
      ...Object.entries({ ...pins, ...KEYS, password, access: 'access-token-1', refresh: 'refresh-token-1' }),
      ['context', context] as const,
    ].map(([name, value]) => ({ name, value }));
    expect(findSecrets('fiskaly.log', log, secrets)).toEqual([]);
    expect(log.toString()).not.toContain(BASE.replace('/api/v2', '/api/v2?'));
  });
});
