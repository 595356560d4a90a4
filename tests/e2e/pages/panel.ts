// The small panel at the symbol: opened, closed, and something in it.
import type { ElectronApplication, Page } from 'playwright/test';
import { ask } from '../../../build/demo/ask.ts';
import type { CompanyId } from '../../../shared/domain/ids.ts';
import type { PanelItem } from '../../support/panel.ts';
import { dayFromNow } from '../support/calendar.ts';
import { keepPanel } from '../support/onBus.ts';
import { addFirm } from './firm.ts';
import { settle } from './shell.ts';

/** It stays until it is closed. */
export async function click(app: ElectronApplication, item: PanelItem): Promise<Page> {
  await keepPanel(app);
  const opened = app.waitForEvent('window');
  await item.activate();
  const panel = await opened;
  await panel.getByRole('heading', { level: 1 }).waitFor();
  await settle(panel);
  return panel;
}

/** What closes a page may take the answer to its key with it. */
export async function closes(panel: Page, act: () => Promise<void>): Promise<void> {
  const gone = panel.waitForEvent('close');
  await act().catch(() => undefined);
  await gone;
}
export const escape = (panel: Page): Promise<void> => closes(panel, () => panel.keyboard.press('Escape'));

export async function runByItself(window: Page, companyId: CompanyId, work: 'sync' | 'report'): Promise<void> {
  const suggested = await ask(window, 'schedules.suggest', { companyId, work });
  await ask(window, 'schedules.save', { companyId, work, ...suggested, catchUp: 'when_possible', isOn: true });
}

/** Two firms: the sign-in of the first one ends in three days, the other one has nothing yet. */
export async function withTrouble(window: Page): Promise<void> {
  const companyId = await addFirm(window, 'read');
  const [infakt] = await ask(window, 'connections.list', { companyId });
  if (!infakt) throw new Error('no connection');
  const endsOn = dayFromNow(3);
  await ask(window, 'expiries.note', { connectionId: infakt.id, kind: 'token', endsOn });
  await runByItself(window, companyId, 'sync');
  await ask(window, 'companies.create', { name: 'Kaffeehaus Lindner GmbH & Co. KG', country: 'DE' });
}
