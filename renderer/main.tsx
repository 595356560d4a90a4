import './zodWithoutEval';
import './ui/theme/styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { createI18n } from './app/createI18n';
import { askAhead } from './bridge/hooks';
import { createQueryClient, followEvents } from './bridge/queryClient';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const client = createQueryClient();
followEvents(client);
askAhead(client, ['app.info', 'companies.list', 'app.settings', 'app.vault', 'providers.list']);
createRoot(root).render(
  <StrictMode>
    <App client={client} i18n={createI18n()} />
  </StrictMode>,
);
