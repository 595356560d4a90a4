import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import type { i18n as I18n } from 'i18next';
import { I18nextProvider } from 'react-i18next';
import type { Language } from '../../shared/domain/ids';
import { useQuery } from '../bridge/hooks';
import { createFormats } from '../ui/format';
import { FormatsContext } from '../ui/formatsContext';
import { ThemeProvider } from '../ui/theme/ThemeProvider';
import { addProviderTexts, loadLanguage } from './i18n';

interface Props {
  readonly client: QueryClient;
  readonly i18n: I18n;
  readonly children: ReactNode;
}
export function AppProviders({ client, i18n, children }: Props) {
  return (
    <QueryClientProvider client={client}>
      <I18nextProvider i18n={i18n}>
        <Session i18n={i18n}>{children}</Session>
      </I18nextProvider>
    </QueryClientProvider>
  );
}

/** Language, formats and colours follow the settings that main holds. Nothing is drawn before the language is there. */
function Session({ i18n, children }: Omit<Props, 'client'>) {
  const info = useQuery('app.info', undefined);
  const settings = useQuery('app.settings', undefined);
  const providers = useQuery('providers.list', undefined);
  const [language, setLanguage] = useState<Language>();
  // A window that cannot even ask for its language still explains itself, in English.
  const wanted = info.data?.language ?? (info.problem === undefined ? undefined : 'en');
  useEffect(() => {
    if (wanted === undefined) return undefined;
    let isCurrent = true;
    void loadLanguage(i18n, wanted).then(() => {
      if (isCurrent) setLanguage(wanted);
    });
    return () => {
      isCurrent = false;
    };
  }, [i18n, wanted]);
  useEffect(() => {
    if (providers.data) addProviderTexts(i18n, providers.data);
  }, [i18n, providers.data]);
  useEffect(() => {
    document.documentElement.dataset['version'] = info.data?.version ?? '';
    document.documentElement.dataset['platform'] = info.data?.platform ?? '';
  }, [info.data]);
  const formats = useMemo(() => createFormats(language ?? 'en', navigator.languages), [language]);
  return (
    <ThemeProvider scheme={settings.data?.theme ?? 'system'} contrast={settings.data?.contrast ?? 'system'}>
      <FormatsContext value={formats}>{language === undefined ? null : children}</FormatsContext>
    </ThemeProvider>
  );
}
