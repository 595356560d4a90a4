// Finds the four texts of a problem: `net.dns` is `dns` in net.json, a provider's own keys live in its namespace.
import type { TFunction } from 'i18next';
import type { AppError } from '../../shared/errors';
import { asWritten, plainText } from './textPieces';

/** What happened is plain, it stands in lists, toasts and titles; the others may have marks (`RichText`). */
export interface ProblemTexts {
  readonly what: string;
  readonly why: string;
  readonly todo: string;
  readonly safe: string;
}

export function namespaceOf(key: string): { ns: string; key: string } {
  const match = /^(provider\.[a-z][a-z0-9_]*)\.(.+)$/.exec(key);
  if (match?.[1] !== undefined && match[2] !== undefined) return { ns: match[1], key: match[2] };
  const dot = key.indexOf('.');
  return { ns: key.slice(0, dot), key: key.slice(dot + 1) };
}

export function problemTexts(t: TFunction, problem: AppError): ProblemTexts {
  const { ns, key } = namespaceOf(problem.key);
  const params = Object.fromEntries(
    Object.entries(problem.params).map(([name, value]) => [name, typeof value === 'string' ? asWritten(value) : value]),
  );
  const line = (name: keyof ProblemTexts): string => {
    const own = t(`${key}.${name}`, { ns, defaultValue: '', ...params });
    if (own !== '') return own;
    // A key without texts must still explain itself: by its kind.
    return t(`kind.${problem.kind}.${name}`, { ns: 'error', ...params });
  };
  return { what: plainText(line('what')), why: line('why'), todo: line('todo'), safe: line('safe') };
}

/** What a person sends to support: no secrets are in it, main redacted the details. */
export function supportText(problem: AppError, version: string): string {
  const params = Object.entries(problem.params).map(([name, value]) => `${name}=${value}`);
  return [
    `Kontor ${version}`,
    `support id: ${problem.supportId}`,
    `key: ${problem.key} (${problem.kind})`,
    ...(params.length > 0 ? [`params: ${params.join(', ')}`] : []),
    ...(problem.retryAt === undefined ? [] : [`retry at: ${problem.retryAt}`]),
    ...(problem.details === undefined ? [] : [problem.details]),
  ].join('\n');
}
