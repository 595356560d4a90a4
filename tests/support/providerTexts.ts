// What the texts of a provider keep in every language: all there, none left over, the tone, the same parameters.
import { describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';

export function describeTexts(manifest: ProviderManifest, expected: ReadonlySet<string>): void {
  describe.each(['en', 'pl', 'de', 'et'] as const)('texts in %s', (language) => {
    const texts = manifest.texts[language];
    it('are all there and none is left over', () => {
      expect([...expected].filter((key) => !(key in texts)).toSorted()).toEqual([]);
      expect(Object.keys(texts).filter((key) => !expected.has(key))).toEqual([]);
    });
    it('keep the tone', () => {
      for (const [key, text] of Object.entries(texts))
        expect(text, key).not.toMatch(/!|\berror\b|successfully|\bplease\b/i);
    });
    it('use the same parameters as the English ones', () => {
      const params = (text: string | undefined) =>
        [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((it) => it[1]).toSorted();
      for (const [key, text] of Object.entries(texts))
        expect(params(text), key).toEqual(params(manifest.texts.en[key]));
    });
  });
}
