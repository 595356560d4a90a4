// Everything this provider may say has a text, and every text belongs to something it may say.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  BATCH_STATUS,
  CODES,
  EXPORT_STATUS,
  INVOICE_STATUS,
  REASONS,
  SIGN_IN_STATUS,
  TOKEN_DETAILS,
} from './errorTable';
import ksef from './index';
import { ROLES } from './roles';

const sources = globSync('**/*.ts', { cwd: import.meta.dirname })
  .filter((file) => !file.includes('.test.') && !file.startsWith('simulator'))
  .map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8'))
  .join('\n');
const found = (pattern: RegExp): string[] => [...sources.matchAll(pattern)].flatMap((match) => match[1] ?? []);

const problems = new Set([
  ...[
    ...Object.values(SIGN_IN_STATUS),
    ...Object.values(EXPORT_STATUS),
    ...Object.values(INVOICE_STATUS),
    ...Object.values(BATCH_STATUS),
    ...CODES.values(),
    ...Object.values(REASONS),
  ].map(([, key]) => key),
  ...TOKEN_DETAILS.map(([, , key]) => key),
  ...found(/(?:rejected|unavailable|badInput|rateLimited|authFailed|permissionMissing)\(\s*'([a-z_]+)'/g),
  ...found(/\[\s*'(?:auth|permission|unavailable|rate_limited|rejected)',\s*'([a-z_]+)'\s*\]/g),
  ...found(/key: '([a-z_]+)'/g),
  // Chosen before it is thrown.
  'nip_invalid',
  'context_invalid',
  'package_gone',
  // By the guard of links, which all providers share.
  'foreign_host',
]);
/** By KSeF's names (dossier §9); the window shows the name itself where there is no text. */
const RIGHTS = [
  'InvoiceRead',
  'InvoiceWrite',
  'PefInvoiceWrite',
  'CredentialsRead',
  'CredentialsManage',
  'SubunitManage',
  'EnforcementOperations',
  'Introspection',
  'VatUeManage',
  'CollectiveIdentifierManage',
  'Owner',
];
const plain = [
  ...RIGHTS.map((right) => `right.${right}`),
  ...found(/'((?:verify|paste|log|phase|expiry)\.[a-z_.0-9]+)'/g),
  ...found(/warnings: \['([a-z_]+)'\]/g),
  ...found(/hint\('([a-z_]+)'/g).map((it) => `paste.${it}`),
  ...found(/\? hint\('[a-z_]+', true\) : hint\('([a-z_]+)'/g).map((it) => `paste.${it}`),
  ...['token_v1', 'token_tail', 'access_token', 'reference_only', 'nip_in_token_field', 'unknown'].map(
    (it) => `paste.${it}`,
  ),
  ...ROLES.flatMap(({ subject }) =>
    ['asking', 'preparing', 'downloading', 'comparing'].map((it) => `phase.${it}.${subject}`),
  ),
  ...ksef.verifySteps.map((id) => `verify.${id}`),
  'verify.newest.skipped',
  ...ksef.fields.flatMap((field) => [
    `field.${field.id}.label`,
    `field.${field.id}.help`,
    ...(field.choices ?? []).map((choice) => `field.${field.id}.choice.${choice}`),
  ]),
  ...ksef.limits.shown.map((group) => `budget.${group}`),
  ...Array.from({ length: ksef.guideSteps }, (_, index) => `guide.${String(index + 1)}`),
  ...(ksef.actions ?? []).flatMap(({ id, questions, guideSteps }) => [
    `action.${id}.title`,
    `action.${id}.lead`,
    ...Array.from({ length: guideSteps }, (_, index) => `action.${id}.guide.${String(index + 1)}`),
    ...questions.flatMap((field) => [`field.${field.id}.label`, `field.${field.id}.help`]),
  ]),
  'form.lead',
  'check.lead',
  'guide.title',
  'field.token.placeholder',
  'tile.reads',
  'tile.never',
];
const expected = new Set([
  ...plain,
  ...[...problems].flatMap((key) => ['what', 'why', 'todo', 'safe'].map((name) => `${key}.${name}`)),
]);

describe.each(['en', 'pl', 'de', 'et'] as const)('texts in %s', (language) => {
  const texts = ksef.texts[language];
  it('are all there and none is left over', () => {
    expect([...expected].filter((key) => !(key in texts)).toSorted()).toEqual([]);
    expect(
      Object.keys(texts)
        .filter((key) => !expected.has(key))
        .toSorted(),
    ).toEqual([]);
  });
  it('keep the tone', () => {
    for (const [key, text] of Object.entries(texts))
      expect(text, key).not.toMatch(/!|\berror\b|successfully|\bplease\b/i);
  });
});

describe('texts', () => {
  it('know the keys that the code throws', () => {
    expect(problems.size).toBeGreaterThan(30);
    expect(problems).toContain('export_stuck');
  });
});
