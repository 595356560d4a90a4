import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../build/toolchain/dependencies.mjs';

const wanted = {
  packages: {
    '': { name: 'kontor' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/other-system': { version: '1.0.0', integrity: 'sha512-o', optional: true },
  },
};

describe('whether node_modules is as package-lock.json says', () => {
  it('takes what npm wrote at the end of an install, without the packages of other systems', () => {
    expect(isInstalled(wanted, { packages: { 'node_modules/a': wanted.packages['node_modules/a'] } })).toBe(true);
  });

  it.each([
    ['nothing is installed', null],
    ['an install was killed', {}],
    ['a package is missing', { packages: {} }],
    ['a package has another version', { packages: { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } } }],
    ['a package has other bytes', { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } } }],
  ])('says no when %s', (_name, installed) => {
    expect(isInstalled(wanted, installed)).toBe(false);
  });
});
