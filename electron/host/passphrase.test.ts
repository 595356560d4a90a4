import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { passphraseFrom } from './passphrase';

describe('a passphrase without a window', () => {
  it('comes from the environment and leaves nothing there', () => {
    const env: NodeJS.ProcessEnv = { KONTOR_PASSPHRASE: 'heron lantern', OTHER: 'x' };
    expect(passphraseFrom(env)).toBe('heron lantern');
    expect(env).toEqual({ OTHER: 'x' });
  });

  it('of a backup has a variable of its own', () => {
    const env: NodeJS.ProcessEnv = { KONTOR_PASSPHRASE: 'heron lantern', KONTOR_BACKUP_PASSPHRASE: 'gravel sixpence' };
    expect(passphraseFrom(env, 'KONTOR_BACKUP_PASSPHRASE')).toBe('gravel sixpence');
    expect(env).toEqual({ KONTOR_PASSPHRASE: 'heron lantern' });
  });

  it('comes from a descriptor first, without its last line break', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kontor-fd-'));
    try {
      writeFileSync(path.join(folder, 'secret'), ' heron lantern \r\n');
      const descriptor = openSync(path.join(folder, 'secret'), 'r');
      const env: NodeJS.ProcessEnv = { KONTOR_PASSPHRASE: 'x', KONTOR_PASSPHRASE_FD: String(descriptor) };
      expect(passphraseFrom(env)).toBe(' heron lantern ');
      expect(env).toEqual({});
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    [{}],
    [{ KONTOR_PASSPHRASE: '' }],
    [{ KONTOR_PASSPHRASE_FD: '/etc/passwd' }],
    [{ KONTOR_PASSPHRASE_FD: '987' }],
  ])('is missing: %j', (env) => {
    expect(passphraseFrom({ ...env })).toBeNull();
  });
});
