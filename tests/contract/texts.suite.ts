// Everything a provider may say has a text in four languages, and every text belongs to something it may say.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import { actionTexts, fieldsOf } from './declares';

export interface TextDetails {
  /** Folder of the provider; more than one where it speaks a protocol of the SDK. */
  readonly folder: string | readonly string[];
  /** Problem keys that stand in tables of the code. */
  readonly problems: readonly string[];
  /** Keys that the code puts together. */
  readonly composed: readonly string[];
}

function sourcesOf(folder: string): string {
  return globSync('*.ts', { cwd: folder })
    .filter((file) => !file.includes('.test.'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
}

export function textsSuite(manifest: ProviderManifest, details: TextDetails): void {
  const sources = [details.folder].flat().map(sourcesOf).join('\n');
  const found = (pattern: RegExp): string[] => [...sources.matchAll(pattern)].flatMap((match) => match[1] ?? []);
  const problems = new Set([
    ...details.problems,
    ...found(/(?:rejected|unavailable|badInput|authFailed|permissionMissing|rateLimited)\(\s*'([a-z_]+)'/g),
    ...found(/\[\s*'(?:auth|permission|unavailable|rate_limited|rejected|user_input)',\s*'([a-z_]+)'\s*\]/g),
    ...found(/\bkey: '([a-z_]+)'/g),
    // Said by providers/sdk/refusals.ts in the provider's name.
    // Said by providers/sdk/foreignLinks.ts in the provider's name.
    ...(/fetchOverLink\(/.test(sources) ? ['foreign_host'] : []),
    ...(/(?:jsonRefusals|refusalByStatus)\(/.test(sources) ? ['html_instead', 'unexpected_answer'] : []),
  ]);
  const expected = new Set([
    ...details.composed,
    ...found(/'((?:verify|phase|log|paste|finding|action)\.[a-z_.]+)'/g),
    ...manifest.verifySteps.map((id) => `verify.${id}`),
    ...fieldsOf(manifest).flatMap(({ id, choices = [] }) => [
      `field.${id}.label`,
      `field.${id}.help`,
      ...choices.map((choice) => `field.${id}.choice.${choice}`),
    ]),
    ...actionTexts(manifest),
    ...(manifest.facts ?? []).map((id) => `fact.${id}.label`),
    ...manifest.limits.shown.map((group) => `budget.${group}`),
    ...Array.from({ length: manifest.guideSteps }, (_, index) => `guide.${String(index + 1)}`),
    'form.lead',
    'check.lead',
    'guide.title',
    'tile.reads',
    'tile.never',
    ...[...problems].flatMap((key) => ['what', 'why', 'todo', 'safe'].map((name) => `${key}.${name}`)),
  ]);
  const params = (text: string | undefined) =>
    [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((it) => it[1]).toSorted();

  describe.each(['en', 'pl', 'de', 'et'] as const)(`texts of ${manifest.name} in %s`, (language) => {
    const texts = manifest.texts[language];
    it('are all there and none is left over', () => {
      expect([...expected].filter((key) => !(key in texts)).toSorted()).toEqual([]);
      expect(Object.keys(texts).filter((key) => !expected.has(key) && !key.endsWith('.placeholder'))).toEqual([]);
    });
    it('keep the tone and the parameters', () => {
      for (const [key, text] of Object.entries(texts)) {
        expect(text, key).not.toMatch(/!|\berror\b|successfully|\bplease\b/i);
        expect(params(text), key).toEqual(params(manifest.texts.en[key]));
      }
    });
  });
}
