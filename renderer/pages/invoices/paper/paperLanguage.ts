// In which words the page is read. Asked once, kept while the window is open.
import { create } from 'zustand';
import type { PaperLanguage } from '../../../../shared/contract/invoices';
import type { Language } from '../../../../shared/domain/ids';

interface PaperLanguageStore {
  readonly chosen: PaperLanguage | undefined;
  readonly choose: (language: PaperLanguage) => void;
}

export const usePaperLanguageStore = create<PaperLanguageStore>((set) => ({
  chosen: undefined,
  choose: (chosen) => set({ chosen }),
}));

/** The window's language, both languages of a Polish invoice, and the other one of the two. */
export function paperLanguages(language: Language): readonly PaperLanguage[] {
  return [language, 'pl-en', language === 'pl' ? 'en' : 'pl'];
}

export function usePaperLanguage(language: Language): PaperLanguage {
  const chosen = usePaperLanguageStore((state) => state.chosen);
  return chosen !== undefined && paperLanguages(language).includes(chosen) ? chosen : language;
}
