import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../shared/errors';
import { createRedactor } from '../http/redact';
import { createLogger, type LoggerOptions } from './logger';

const root = mkdtempSync(path.join(tmpdir(), 'kontor-log-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});
let count = 0;
function logIn(more: Partial<LoggerOptions> = {}) {
  const folder = path.join(root, String(count++), 'logs');
  const redactor = createRedactor();
  const clock = { now: () => Date.parse('2026-10-05T10:00:00.123Z') };
  const logger = createLogger({ folder, redactor, clock, supportId: 'start-1', ...more });
  const lines = (age = 0) =>
    readFileSync(logger.paths[age] ?? '', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { folder, redactor, logger, lines };
}

describe('a line', () => {
  it('is JSON with a time, a level and one support id', () => {
    const { logger, lines } = logIn();
    logger.info('started', { version: '1' });
    logger.with({ supportId: 'call-7', call: 'sync.start' }).warn('slow', { ms: 700 });
    logger.debug('left out');
    expect(lines()).toEqual([
      { level: 'info', at: '2026-10-05T10:00:00.123Z', supportId: 'start-1', version: '1', msg: 'started' },
      { level: 'warn', at: '2026-10-05T10:00:00.123Z', supportId: 'call-7', call: 'sync.start', ms: 700, msg: 'slow' },
    ]);
    expect(readFileSync(logger.paths[0] ?? '', 'utf8').match(/supportId/g)?.length).toBe(2);
  });

  it('tells the whole chain of causes, once each', () => {
    const { logger, lines } = logIn();
    const inner = new TypeError('deep');
    const failure = new Failure({ kind: 'unavailable', key: 'net.reset', params: { host: 'h' }, cause: inner });
    Object.assign(inner, { cause: failure });
    logger.problem('sync stopped', failure);
    const [line] = lines();
    expect(line?.['causes']).toMatchObject([
      { name: 'Failure', failure: { kind: 'unavailable', key: 'net.reset', params: { host: 'h' } } },
      { name: 'TypeError', message: 'deep' },
    ]);
    expect(line?.['causes']).toHaveLength(2);
  });

  it('holds no secret, wherever it was put', () => {
    const { logger, lines, redactor } = logIn();
    const secret = 'canary "4711\\" ż\nend';
    redactor.register(secret);
    const body = JSON.stringify({ echo: secret });
    logger.info(`message ${secret}`, { secret, body, url: `https://h/?x=${encodeURIComponent(secret)}` });
    logger.problem(
      'failed',
      new Error(secret, { cause: new Error(`Basic ${Buffer.from(secret).toString('base64')}`) }),
    );
    const text = readFileSync(logger.paths[0] ?? '', 'utf8');
    expect(text).not.toContain('canary');
    expect(text).not.toContain('4711');
    expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(4, 20));
    expect(lines().length).toBe(2);
  });
});

describe('the file', () => {
  it.skipIf(process.platform === 'win32')('is for its owner alone, also in a folder that was there', () => {
    const { logger, folder } = logIn();
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    logger.info('x');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(logger.paths[0] ?? '').mode & 0o777).toBe(0o600);
  });

  it('turns over at its size, keeps so many and goes on where it was', () => {
    const { logger, folder } = logIn({ maxBytes: 300, keep: 2 });
    for (let i = 0; i < 20; i++) logger.info('a line of about a hundred bytes', { i });
    const sizes = logger.paths.map((file) => statSync(file).size);
    expect(sizes.length).toBe(3);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(300);
    expect(existsSync(path.join(folder, 'kontor.3.log'))).toBe(false);
    const last = JSON.parse(
      readFileSync(logger.paths[0] ?? '', 'utf8')
        .trimEnd()
        .split('\n')
        .at(-1) ?? '',
    ) as { i: number };
    expect(last.i).toBe(19);
  });

  it('that cannot be written stops nothing', () => {
    const blocked = path.join(root, 'blocked');
    writeFileSync(blocked, 'a file where the folder should be');
    const { logger } = logIn({ folder: path.join(blocked, 'logs') });
    logger.info('lost');
    logger.problem('lost as well', new Error('x'));
    logger.close();
  });
});
