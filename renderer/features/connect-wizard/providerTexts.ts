import { useTranslation } from 'react-i18next';
import { namespaceOf } from '../../ui/problemTexts';
import { plainText } from '../../ui/textPieces';

export type ProviderText = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** Texts of one provider; a text that it does not have is empty, and the caller says something general. */
export function useProviderText(providerId: string | undefined): ProviderText {
  const { t } = useTranslation();
  return (key, params = {}) =>
    providerId === undefined ? '' : t(key, { ns: `provider.${providerId}`, defaultValue: '', ...params });
}

/** What is wrong at a field: ours, the provider's own text, or the text of a known problem. */
export function useFieldProblem(providerId: string | undefined): (key: string | undefined, label: string) => string {
  const { t } = useTranslation('connect');
  const own = useProviderText(providerId);
  return (key, label) => {
    if (key === undefined) return '';
    if (key === 'missing') return t('sign_in.missing', { field: label });
    const { ns, key: name } = namespaceOf(key);
    // A key without a place is the provider's own, or one of this sheet.
    const candidates = [
      ...(ns === '' ? [] : [t(name, { ns, defaultValue: '' }), t(`${name}.what`, { ns, defaultValue: '' })]),
      own(key),
      t(`check.${key}`, { defaultValue: '' }),
    ];
    return plainText(candidates.find((text) => text !== '') ?? key);
  };
}
