import { describe, expect, it } from 'vitest';
import type { AppError } from '../../shared/errors';
import { problemTexts } from '../ui/problemTexts';
import { createI18n } from './createI18n';
import { loadTexts } from './i18n';

const LANGUAGES = ['en', 'pl', 'de', 'et'] as const;

describe('what main tells of a month', () => {
  it('is read as people write it, with the name of the computer that is at it', async () => {
    const i18n = createI18n();
    const problem: AppError = {
      kind: 'rate_limited',
      key: 'upload.held_by',
      params: { month: '2026-10', pc: 'office-pc-2' },
      supportId: '1',
    };
    const said: Record<string, string> = {};
    for (const language of LANGUAGES) {
      await loadTexts(i18n, language);
      said[language] = problemTexts(i18n.getFixedT(language), problem).what;
    }
    expect(said).toEqual({
      en: 'office-pc-2 is uploading October 2026 to this place.',
      pl: 'office-pc-2 wysyła do tego miejsca październik 2026.',
      de: 'office-pc-2 lädt gerade Oktober 2026 dorthin hoch.',
      et: 'office-pc-2 laadib sinna praegu üles kuud oktoober 2026.',
    });
  });
});
