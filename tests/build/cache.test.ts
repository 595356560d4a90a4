import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cached } from '../../build/toolchain/cache.mjs';

describe('an entry of the toolchain folder', () => {
  let folder: string;
  const before = process.env['KONTOR_TOOLCHAIN'];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'kontor-cache-'));
    process.env['KONTOR_TOOLCHAIN'] = folder;
  });

  afterEach(() => {
    if (before === undefined) delete process.env['KONTOR_TOOLCHAIN'];
    else process.env['KONTOR_TOOLCHAIN'] = before;
    rmSync(folder, { recursive: true });
  });

  const make = (text: string) => (place: string) => {
    writeFileSync(path.join(place, 'content'), text);
  };

  it('is made once', async () => {
    await cached('tool', make('first'));
    const entry = await cached('tool', make('second'));
    expect(readFileSync(path.join(entry, 'content'), 'utf8')).toBe('first');
  });

  it('is not there when making it failed, and is made by the next run', async () => {
    const failing = cached('tool', () => {
      throw new Error('cut');
    });
    await expect(failing).rejects.toThrow('cut');
    expect(readdirSync(folder)).toEqual([]);
    await cached('tool', make('repaired'));
    expect(readFileSync(path.join(folder, 'tool/content'), 'utf8')).toBe('repaired');
  });

  it('sweeps what a killed run left, and leaves alone what a living one is making', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
    mkdirSync(path.join(folder, `tool.unfinished-${dead}`));
    mkdirSync(path.join(folder, `other.unfinished-${process.ppid}`));
    await cached('tool', make('whole'));
    expect(existsSync(path.join(folder, `tool.unfinished-${dead}`))).toBe(false);
    expect(existsSync(path.join(folder, `other.unfinished-${process.ppid}`))).toBe(true);
  });

  it('gives way to the same entry of a quicker run', async () => {
    const entry = await cached('tool', (place: string) => {
      make('slow')(place);
      mkdirSync(path.join(folder, 'tool'));
      make('quick')(path.join(folder, 'tool'));
    });
    expect(readFileSync(path.join(entry, 'content'), 'utf8')).toBe('quick');
    expect(readdirSync(folder)).toEqual(['tool']);
  });
});
