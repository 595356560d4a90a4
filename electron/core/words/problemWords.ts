// A problem in words, for readers who are no window: the same texts as on the screens, loaded with the first one that is asked for.
import type { ProblemWords } from '../../../shared/contract/integrations';
import type { Language } from '../../../shared/domain/ids';
import type { AppError, MessageParams } from '../../../shared/errors';
import type { ProviderManifest } from '../providers/sdk/defineProvider';

type Catalogue = Readonly<Record<string, unknown>>;

const catalogues: Readonly<Record<Language, () => Promise<{ readonly catalogue: Catalogue }>>> = {
  en: () => import('./en'),
  pl: () => import('./pl'),
  de: () => import('./de'),
  et: () => import('./et'),
};

export interface Words {
  problem(error: AppError): ProblemWords;
  /** A text of a provider: `field.token.label`. */
  ofProvider(manifest: ProviderManifest, key: string): string;
}

export async function wordsIn(language: Language, manifests: readonly ProviderManifest[]): Promise<Words> {
  const { catalogue } = await catalogues[language]();
  const find = (name: string): string | undefined => {
    const own = /^provider\.([a-z][a-z0-9_]*)\.(.+)$/.exec(name);
    if (own) return manifests.find(({ id }) => id === own[1])?.texts[language][own[2] ?? ''];
    let place: unknown = catalogue;
    for (const step of name.split('.'))
      place =
        typeof place === 'object' && place !== null && Object.hasOwn(place, step) ? Reflect.get(place, step) : null;
    return typeof place === 'string' ? place : undefined;
  };
  return {
    problem: (error) => {
      const { key, params, kind } = error;
      // A key without texts still explains itself by its kind.
      const line = (part: string): string =>
        filled(find(`${key}.${part}`) ?? find(`error.kind.${kind}.${part}`) ?? key, params);
      const fields = Object.entries(error.fieldErrors ?? {}).map(([field, text]) => [
        field,
        filled(find(text) ?? text, params),
      ]);
      return {
        kind,
        key,
        params,
        what: line('what'),
        why: line('why'),
        todo: line('todo'),
        safe: line('safe'),
        ...(fields.length === 0 ? {} : { field_errors: Object.fromEntries(fields) as Record<string, string> }),
        ...(error.retryAt === undefined ? {} : { retry_at: error.retryAt }),
        ...(error.details === undefined ? {} : { details: error.details }),
        support_id: error.supportId,
      };
    },
    ofProvider: (manifest, key) => manifest.texts[language][key] ?? key,
  };
}

function filled(text: string, params: MessageParams): string {
  return text.replace(/\{\{(\w+)\}\}/g, (all, name: string) => String(params[name] ?? all));
}
