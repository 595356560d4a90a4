// The panel at the symbol: a window of its own, made by a click and gone with the next one.
import '../zodWithoutEval';
import '../ui/theme/panelStyles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createI18n } from '../app/createI18n';
import { askAhead } from '../bridge/hooks';
import { createQueryClient, followEvents } from '../bridge/queryClient';
import { PanelApp } from './PanelApp';

const root = document.getElementById('root');
if (!root) throw new Error('panel.html has no #root');
const client = createQueryClient();
followEvents(client);
askAhead(client, ['app.info', 'app.settings', 'panel.view']);
createRoot(root).render(
  <StrictMode>
    <PanelApp client={client} i18n={createI18n()} />
  </StrictMode>,
);
