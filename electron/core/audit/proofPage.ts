// The page that proves the folder: one file, opened in any browser, without a network.
import type { Language } from '../../../shared/domain/ids';
import page from './proofPage.html?raw';
import { pageWords } from './words';

export const PAGE_FILE = 'verify.html';

export function proofPage(language: Language): string {
  const words = JSON.stringify({ language, words: pageWords() }).replaceAll('<', '\\u003c');
  return page.replace('{ "words": "in four languages" }', () => words);
}
