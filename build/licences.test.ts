import { describe, expect, it } from 'vitest';
import path from 'node:path';
import { licencesText, packageFolderOf } from './licences';

const root = path.dirname(import.meta.dirname);

describe('the licences beside the app', () => {
  it.each([
    ['/a/node_modules/zod/lib/index.js', '/a/node_modules/zod'],
    ['/a/node_modules/@mantine/core/esm/x.mjs?raw', '/a/node_modules/@mantine/core'],
    ['/a/node_modules/x/node_modules/y/i.js', '/a/node_modules/x/node_modules/y'],
    ['/a/electron/main.ts', null],
    ['\0virtual', null],
  ])('find the package of %s', (id, folder) => {
    expect(packageFolderOf(id)).toBe(folder);
  });

  it('name each package once, with its text, and the fonts that only a style sheet names', () => {
    const zod = path.join(root, 'node_modules/zod');
    const text = licencesText(root, new Set([zod, zod]));
    expect(text.match(/^zod \d/gm)).toHaveLength(1);
    expect(text).toContain('Permission is hereby granted');
    expect(text).toMatch(/inter .*\(OFL-1\.1\)/);
    expect(text).toContain('SIL OPEN FONT LICENSE');
  });
});
