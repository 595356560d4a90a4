// Everything this provider may say has a text, and every text belongs to something it may say.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeTexts } from '../../../../tests/support/providerTexts';
import { EXCEPTIONS, STATUS } from './errorTable';
import nextcloud from './index';

const sources = globSync('*.ts', { cwd: import.meta.dirname })
  .filter((file) => !file.includes('.test.'))
  .map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8'))
  .join('\n');
const found = (pattern: RegExp): string[] => [...sources.matchAll(pattern)].flatMap((match) => match[1] ?? []);

const problems = new Set([
  ...[...STATUS.values()].map(([, key]) => key),
  ...EXCEPTIONS.map(([, , key]) => key),
  ...found(/(?:rejected|unavailable|badInput|authFailed|permissionMissing)\(\s*'([a-z_]+)'/g),
  ...found(/key: '([a-z_]+)'/g),
]);
const plain = [
  ...found(/'((?:verify|phase)\.[a-z_.]+)'/g),
  ...nextcloud.verifySteps.map((id) => `verify.${id}`),
  ...nextcloud.fields.flatMap((field) => [`field.${field.id}.label`, `field.${field.id}.help`]),
  ...(nextcloud.signIn ?? []).map((action) => `action.${action.id}.label`),
  ...Array.from({ length: nextcloud.guideSteps }, (_, index) => `guide.${String(index + 1)}`),
  'form.lead',
  'check.lead',
  'guide.title',
  'field.base_url.placeholder',
  'tile.reads',
  'tile.never',
];
const expected = new Set([
  ...plain,
  ...[...problems].flatMap((key) => ['what', 'why', 'todo', 'safe'].map((name) => `${key}.${name}`)),
]);

describeTexts(nextcloud, expected);

describe('texts', () => {
  it('know the keys that the code throws', () => {
    expect(problems.size).toBeGreaterThan(20);
    expect(problems).toContain('assembly_stuck');
  });
});
