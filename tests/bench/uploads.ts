// Both uploads to servers that we did not write, on this computer: ours, rclone, and for many small files the bare loop.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nextcloud from '../../electron/core/providers/nextcloud/index';
import { uploadFiles } from '../../electron/core/services/uploadFiles';
import { apacheMissing, startApache, type DavServer } from '../support/apacheDav';
import { rcloneMissing, startRclone } from '../support/rcloneDav';
import type { LocalFile } from './barePuts';
import { openDestination, type Destination } from './destination';

export interface Place {
  readonly name: string;
  readonly server: DavServer;
  readonly ours: Destination;
}

/** Every server that is installed, one after the other. */
export async function atEachServer(work: (place: Place) => Promise<void>): Promise<void> {
  if (rcloneMissing() !== null) throw new Error(rcloneMissing() ?? '');
  const starts = [{ name: 'rclone serve webdav', start: startRclone }];
  if (apacheMissing() === null) starts.push({ name: 'Apache mod_dav', start: () => startApache() });
  else console.log(`without Apache: ${apacheMissing() ?? ''}`);
  for (const { name, start } of starts) {
    const data = mkdtempSync(join(tmpdir(), 'kontor-bench-data-'));
    const server = await start();
    const ours = await openDestination(data, {
      manifest: nextcloud,
      settings: { base_url: server.url, username: server.user },
      credentials: { password: server.password },
    });
    try {
      await work({ name, server, ours });
    } finally {
      await ours.close();
      await server.close();
      rmSync(data, { recursive: true, force: true });
    }
  }
}

export function randomFiles(folder: string, count: number, bytes: number): LocalFile[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const name = `faktura-${String(index + 1).padStart(4, '0')}.pdf`;
    const path = join(folder, name);
    const hash = createHash('sha256');
    const piece = 64 << 20;
    for (let at = 0; at < bytes; at += piece) {
      const content = randomBytes(Math.min(piece, bytes - at));
      hash.update(content);
      writeFileSync(path, content, { flag: at === 0 ? 'w' : 'a' });
    }
    return { name, path, bytes, sha256: hash.digest('hex') };
  });
}

/** Milliseconds until every file lies there, compared. */
export async function kontorUpload(
  { ours }: Pick<Place, 'ours'>,
  folder: string,
  files: readonly LocalFile[],
): Promise<number> {
  const orders = files.map(({ name, path, bytes, sha256 }) => ({
    path,
    bytes,
    sha256,
    folders: ['2026', '10'],
    fileName: name,
    mediaType: 'application/pdf',
    modifiedAtMs: Date.parse('2026-11-01T12:00:00.000Z'),
  }));
  const start = performance.now();
  const results = await uploadFiles(ours.upload, ours.context(folder), orders, ours.parallelFiles);
  const ms = performance.now() - start;
  const wrong = results.find(({ result }) => result !== 'stored');
  if (wrong) throw new Error(`not stored: ${JSON.stringify(wrong)}`);
  return ms;
}

export function emptied({ server }: Place): void {
  rmSync(server.root, { recursive: true, force: true });
}
