import { useEffect, useMemo, useState } from 'react';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import type { i18n as I18n } from 'i18next';
import { I18nextProvider } from 'react-i18next';
import type { Language } from '../../shared/domain/ids';
import { useQuery } from '../bridge/hooks';
import { createFormats } from '../ui/format';
import { FormatsContext } from '../ui/formatsContext';
import { ThemeProvider } from '../ui/theme/ThemeProvider';
import { Panel } from './Panel';
import { loadPanelTexts } from './panelTexts';

interface Props {
  readonly client: QueryClient;
  readonly i18n: I18n;
}
export function PanelApp({ client, i18n }: Props) {
  return (
    <QueryClientProvider client={client}>
      <I18nextProvider i18n={i18n}>
        <Session i18n={i18n} />
      </I18nextProvider>
    </QueryClientProvider>
  );
}

/** Language and colours follow the settings that main holds. Nothing is drawn before the words and the facts are there. */
function Session({ i18n }: Pick<Props, 'i18n'>) {
  const info = useQuery('app.info', undefined);
  const settings = useQuery('app.settings', undefined);
  const view = useQuery('panel.view', undefined);
  const [language, setLanguage] = useState<Language>();
  // A panel that cannot even ask for its language still leads to the window, in English.
  const wanted = info.data?.language ?? (info.problem === undefined ? undefined : 'en');
  useEffect(() => {
    if (wanted === undefined) return undefined;
    let isCurrent = true;
    void loadPanelTexts(i18n, wanted).then(() => {
      if (isCurrent) setLanguage(wanted);
    });
    return () => {
      isCurrent = false;
    };
  }, [i18n, wanted]);
  const formats = useMemo(() => createFormats(language ?? 'en', navigator.languages), [language]);
  const isReady = language !== undefined && !view.isLoading;
  return (
    <ThemeProvider scheme={settings.data?.theme ?? 'system'} contrast={settings.data?.contrast ?? 'system'}>
      <FormatsContext value={formats}>{isReady && <Panel view={view.data} />}</FormatsContext>
    </ThemeProvider>
  );
}
