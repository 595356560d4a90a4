// Everything this provider may say has a text, and every text belongs to something it may say.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeTexts } from '../../../../tests/support/providerTexts';
import { CODES, STATUS } from './errorTable';
import fiskaly from './index';

const sources = globSync('*.ts', { cwd: import.meta.dirname })
  .filter((file) => !file.includes('.test.'))
  .map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8'))
  .join('\n');
const found = (pattern: RegExp): string[] => [...sources.matchAll(pattern)].flatMap((match) => match[1] ?? []);

const problems = new Set([
  ...[...CODES.values(), ...STATUS.values()].map(([, key]) => key),
  ...found(/(?:rejected|unavailable|badInput|authFailed|permissionMissing)\(\s*'([a-z_]+)'/g),
  ...found(/\[\s*'(?:auth|permission|unavailable|rate_limited|rejected|user_input)',\s*'([a-z_]+)'\s*\]/g),
  ...found(/key: '([a-z_]+)'/g),
  'request_refused',
  'client_failed',
  'library_missing',
  'library_unusable',
]);
const plain = [
  ...found(/'((?:verify|phase|log|finding|action)\.[a-z_.]+)'/g),
  ...fiskaly.verifySteps.map((id) => `verify.${id}`),
  ...(fiskaly.facts ?? []).map((id) => `fact.${id}.label`),
  'fact.smaers_version.none',
  ...(fiskaly.actions ?? []).flatMap(({ id }) => [`action.${id}.label`, `action.${id}.lead`]),
  ...[...fiskaly.fields, ...(fiskaly.actions ?? []).flatMap(({ fields }) => fields)].flatMap((field) => [
    `field.${field.id}.label`,
    `field.${field.id}.help`,
    ...(field.choices ?? []).map((choice) => `field.${field.id}.choice.${choice}`),
  ]),
  ...Array.from({ length: fiskaly.guideSteps }, (_, index) => `guide.${String(index + 1)}`),
  'form.lead',
  'check.lead',
  'guide.title',
  'field.api_key.placeholder',
  'tile.reads',
  'tile.never',
  'done.lead',
];
const expected = new Set([
  ...plain,
  ...[...problems].flatMap((key) => ['what', 'why', 'todo', 'safe'].map((name) => `${key}.${name}`)),
]);

describeTexts(fiskaly, expected);

describe('texts', () => {
  it('know the keys that the code throws', () => {
    expect(problems.size).toBeGreaterThan(30);
    expect(problems).toContain('tss_defective');
  });
});
