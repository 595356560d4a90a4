// The Nextcloud client over the real HTTP engine, against whatever speaks WebDAV at an address.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import type { Tick } from '../../shared/contract/connect';
import type { UploadOrder } from '../../electron/core/providers/sdk/files';
import { checkFile } from '../../electron/core/providers/nextcloud/check';
import { uploadFile } from '../../electron/core/providers/nextcloud/upload';
import { verify } from '../../electron/core/providers/nextcloud/verify';
import { setUp } from './httpSetUp';
import { jumpingClock, memoryStore, testContext } from './providerContext';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'kontor-dav-'));
  made.push(folder);
  return folder;
}

export interface Login {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

export function davBench(login: Login, folder = '/Firma/Faktury') {
  const spool = tempFolder();
  const notes = new Map<string, string>();
  const session = memoryStore();
  const clock = jumpingClock(Date.parse('2026-11-02T08:00:00.000Z'));
  const settings: Record<string, string | number | boolean> = {
    base_url: login.url,
    username: login.user,
    default_folder: folder,
  };
  /** Each one is a program that has just started: only notes and session are what they were. */
  const context = () => {
    const signal = new AbortController().signal;
    const { http } = setUp({ parallel: 6, signal });
    return testContext({
      http,
      clock,
      settings,
      credentials: { password: login.password },
      signal,
      session,
      notes,
      spool,
    });
  };
  const check = async () => {
    const ticks: Tick[] = [];
    const result = await verify(context(), (tick) => void ticks.push(tick));
    Object.assign(settings, result.settings);
    return { result, ticks };
  };
  return {
    spool,
    notes,
    settings,
    clock,
    context,
    check,
    verifyTicks: async () => {
      const ticks: Tick[] = [];
      await verify(context(), (tick) => void ticks.push(tick)).catch(() => undefined);
      return ticks;
    },
    upload: (order: UploadOrder) => uploadFile(context(), order),
    checkFile: (expected: Parameters<typeof checkFile>[1]) => checkFile(context(), expected),
    /** Nothing may be left there once the work is done. */
    spooled: () => readdirSync(spool),
  };
}

export function orderOf(content: Buffer, more: Partial<UploadOrder> = {}): UploadOrder {
  const file = path.join(tempFolder(), 'report.zip');
  writeFileSync(file, content);
  return {
    path: file,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    folders: ['2026', '10'],
    fileName: 'paczka-2026-10.zip',
    mediaType: 'application/zip',
    modifiedAtMs: Date.parse('2026-11-01T12:00:00.000Z'),
    ...more,
  };
}

export const noise = (bytes: number): Buffer => randomBytes(bytes);
