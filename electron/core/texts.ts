// Texts for what main says itself: menu, dialogs, and why it cannot start.
import type { MessageParams } from '../../shared/errors';
import type { Language } from '../../shared/domain/ids';
import * as de from './texts/de';
import * as en from './texts/en';
import * as et from './texts/et';
import * as pl from './texts/pl';

const CATALOGUES = { de, en, et, pl };

export type Texts = () => Promise<(key: string, params?: MessageParams) => string>;

export function textsOf(language: () => Promise<Language>): Texts {
  return async () => {
    const { menu, tray } = CATALOGUES[await language()];
    const catalogue: Readonly<Record<string, string>> = { ...menu, ...prefixed('tray', tray) };
    return (key, params = {}) => fill(catalogue[key] ?? key, params);
  };
}

const prefixed = (name: string, texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [`${name}.${key}`, text]));

/** What happened, why, what to do, what is safe. */
export function explain(language: Language, key: string, params: MessageParams): string[] {
  const [topic = '', ...rest] = key.split('.');
  const problems: Readonly<Record<string, Readonly<Record<string, unknown>>>> = CATALOGUES[language].problems;
  const found = problems[topic]?.[rest.join('.')] ?? problems['start']?.['unexpected'];
  const texts = found as { what: string; why: string; todo: string; safe: string };
  return [texts.what, texts.why, texts.todo, texts.safe].map((text) => fill(text, params));
}

function fill(text: string, params: MessageParams): string {
  return text.replace(/\{\{(\w+)\}\}/g, (all, name: string) => String(params[name] ?? all));
}
