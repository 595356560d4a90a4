import type { QueryClient } from '@tanstack/react-query';
import type { i18n as I18n } from 'i18next';
import { useQuery } from '../bridge/hooks';
import { FirstStartPage } from '../pages/first-start/FirstStartPage';
import { useRoute } from '../stores/route';
import { useGoal } from './useGoal';
import { Loaded } from '../ui/Loading';
import { PaperTaskPanel } from '../pages/invoices/paper/PaperTaskPanel';
import { Toasts } from '../ui/Toasts';
import { AppProviders } from './AppProviders';
import { BareFrame } from './BareFrame';
import { ErrorBoundary } from './ErrorBoundary';
import { Shell } from './Shell';
import { ShortcutsOverlay } from './ShortcutsOverlay';

interface Props {
  readonly client: QueryClient;
  readonly i18n: I18n;
}
export function App({ client, i18n }: Props) {
  return (
    <AppProviders client={client} i18n={i18n}>
      <ErrorBoundary>
        <Start />
      </ErrorBoundary>
      <ShortcutsOverlay />
      <Toasts />
      <PaperTaskPanel />
    </AppProviders>
  );
}

/** Without a company there is no frame with places: the first screen asks one question. */
function Start() {
  const companies = useQuery('companies.list', undefined);
  const route = useRoute();
  useGoal();
  if (companies.data === undefined) {
    return (
      <BareFrame>
        <Loaded query={companies}>{() => null}</Loaded>
      </BareFrame>
    );
  }
  if (companies.data.length === 0 && route.place !== 'connect' && route.place !== 'settings') {
    return (
      <BareFrame>
        <FirstStartPage />
      </BareFrame>
    );
  }
  return <Shell companies={companies.data} />;
}
