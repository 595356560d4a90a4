import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cut, failureOf, get, reply, script, setUp } from '../../../tests/support/httpSetUp';
import { httpServer } from '../../../tests/support/loopback';
import type { Transport } from '../ports';

const folder = mkdtempSync(path.join(tmpdir(), 'kontor-engine-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('downloads', () => {
  const content = randomBytes(3_000_000);
  const sha256 = createHash('sha256').update(content).digest('base64');
  const whole: RequestListener = (_, answer) =>
    void answer.writeHead(200, { 'content-length': content.length }).end(content);

  it('come whole under their name, hashed, after a cut as well', async () => {
    const half: RequestListener = (_, answer) => {
      answer.writeHead(200, { 'content-length': content.length });
      answer.write(content.subarray(0, 1_500_000), () => answer.socket?.destroy());
    };
    const { url } = await script(half, whole);
    const toPath = path.join(folder, 'download.zip');
    const progress: number[] = [];
    const result = await setUp().http.download({ ...get(url), toPath, onProgress: (bytes) => progress.push(bytes) });
    expect(result).toMatchObject({ status: 200, bytes: content.length, sha256 });
    expect(readFileSync(toPath).equals(content)).toBe(true);
    expect(progress.at(-1)).toBe(content.length);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('that are refused leave no file and say why', async () => {
    const { url } = await script(reply(404, {}, '<Code>NoSuchKey</Code>'));
    const toPath = path.join(folder, 'refused.zip');
    const result = await setUp().http.download({ ...get(url), toPath });
    expect(result).toMatchObject({ status: 404, bytes: 0 });
    expect(result.refusal?.text()).toBe('<Code>NoSuchKey</Code>');
    expect(existsSync(toPath)).toBe(false);
  });

  it('that never end well leave nothing behind', async () => {
    const toPath = path.join(folder, 'never.zip');
    const { url } = await script(cut);
    expect((await failureOf(setUp().http.download({ ...get(url), toPath }))).key).toBe('net.reset');
    const large = await script(whole);
    const failure = await failureOf(setUp().http.download({ ...get(large.url), toPath, maxBytes: 1_000_000 }));
    expect(failure.key).toBe('net.too_large');
    expect(readdirSync(folder).filter((name) => name.startsWith('never'))).toEqual([]);
  });

  it('onto a full disk say so', async () => {
    const full: Transport = {
      send: () =>
        Promise.resolve({
          status: 200,
          headers: {},
          // The write fails as the disk would make it fail.
          body: (async function* () {
            yield await Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
          })(),
        }),
      close: () => Promise.resolve(),
    };
    const { http } = setUp({ transport: full });
    const failure = await failureOf(http.download({ ...get('http://x.invalid/'), toPath: path.join(folder, 'full') }));
    expect(failure).toMatchObject({ kind: 'unavailable', key: 'archive.disk_full' });
  });
});

describe('uploads', () => {
  const where = path.join(folder, 'upload.bin');
  const content = randomBytes(2_500_000);
  writeFileSync(where, content);
  const put = (url: string) => ({ method: 'PUT' as const, url, file: { path: where, start: 0, end: content.length } });

  it('arrive with their length and tell their progress', async () => {
    const received: Buffer[] = [];
    const server = await httpServer((request, answer) => {
      request.on('data', (chunk: Buffer) => received.push(chunk));
      request.on('end', () => answer.writeHead(201, { etag: '"1"' }).end());
    });
    const progress: number[] = [];
    const answer = await setUp().http.upload({ ...put(server.origin), onProgress: (sent) => progress.push(sent) });
    expect(answer.status).toBe(201);
    expect(answer.headers['etag']).toBe('"1"');
    expect(Buffer.concat(received).equals(content)).toBe(true);
    expect(progress).toEqual([1_048_576, 2_097_152, 2_500_000]);
  });

  it('are sent once, whatever happens', async () => {
    for (const answer of [reply(503), reply(429, { 'retry-after': '1' }), cut]) {
      const { url, asked } = await script(answer);
      const failure = await failureOf(setUp().http.upload(put(url)));
      expect(failure.kind === 'unavailable' || failure.kind === 'rate_limited').toBe(true);
      expect(asked()).toBe(1);
    }
  });
});
