// The least that brings files to a WebDAV server: PUTs over so many kept connections, nothing looked at but the status.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { DavServer } from '../support/apacheDav';

export interface LocalFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Milliseconds. The folder must be there. */
export async function barePuts(server: DavServer, folder: string, files: readonly LocalFile[], connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const authorization = `Basic ${Buffer.from(`${server.user}:${server.password}`).toString('base64')}`;
  const send = (method: string, url: string, body?: Buffer): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = { authorization, 'content-length': body?.length ?? 0 };
      const outgoing = request(url, { method, agent, headers }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      });
      outgoing.on('error', reject).end(body);
    });
  await send('MKCOL', `${server.url}/${folder}/`);
  const queue = files.values();
  const worker = async (): Promise<void> => {
    for (const { name, path } of queue) {
      const status = await send('PUT', `${server.url}/${folder}/${name}`, readFileSync(path));
      if (status !== 201) throw new Error(`PUT ${name}: ${String(status)}`);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const ms = performance.now() - start;
  agent.destroy();
  return ms;
}
