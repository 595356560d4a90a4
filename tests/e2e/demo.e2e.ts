import { reportsOfMonth } from './pages/reports.ts';
import { placeButton, goTo, openDemo, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

test('leads from the first start through the demo company to every place', async ({ launch }, info) => {
  test.setTimeout(300_000);
  const { app, window } = await launch({ env: { CONFIG_ENCRYPTION_KEY: testKey() } });
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
  await keepScreenshot(window, info, 'first-start');

  await test.step('overview', async () => {
    await openDemo(window);
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(/(so far: \d|has no invoices yet)/);
    await expect(placeButton(window, 'invoices')).toHaveText(/Invoices\s*\d+/);
    await expect(window.getByRole('heading', { name: 'Purchases and sales' })).toBeVisible();
    await keepScreenshot(window, info, 'overview');
  });

  const grid = window.getByRole('grid', { name: 'Invoices' });
  const rows = grid.getByRole('row').filter({ has: window.getByRole('gridcell') });
  const pane = window.getByRole('complementary', { name: 'Invoice' });
  const paneInvoice = pane.getByRole('article');
  const counted = window.getByRole('toolbar', { name: 'Filters' }).getByText(/^\d[\d,]* invoices?$/);

  await test.step('invoices and search', async () => {
    await goTo(window, 'invoices');
    await expect(rows.nth(5)).toBeVisible();
    const all = Number((await counted.innerText()).replaceAll(/\D/g, ''));
    await window.getByRole('searchbox').fill('lodz');
    await expect(counted).not.toHaveText(new RegExp(`^${all.toLocaleString('en')} `));
    await expect(rows.first()).toBeVisible();
    await keepScreenshot(window, info, 'search');
    await window.getByRole('searchbox').press('Escape');
    await expect(counted).toHaveText(new RegExp(`^${all.toLocaleString('en')} `));
  });

  await test.step('keyboard in the list', async () => {
    await rows.first().click();
    await expect(pane).toBeVisible();
    await settle(window);
    const first = await paneInvoice.getAttribute('aria-label');
    await window.keyboard.press('ArrowDown');
    await expect(paneInvoice).not.toHaveAttribute('aria-label', first ?? '');
    await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
    await window.keyboard.press('ArrowUp');
    await expect(paneInvoice).toHaveAttribute('aria-label', first ?? '');
    await window.keyboard.press('Escape');
    await expect(pane).toBeHidden();
    await expect(grid).toBeFocused();
  });

  await test.step('proof of the original', async () => {
    await window.keyboard.press('Enter');
    await expect(pane.getByText('Original, unchanged')).toBeVisible();
    await expect(pane.getByText('SHA-256')).toBeVisible();
    await expect(pane.getByTitle(/^[0-9a-f]{64}$/)).toBeVisible();
    await expect(pane.getByText('Number in the register')).toBeVisible();
    await expect(pane.getByText(/^\d{10}-\d{8}-[0-9A-F]{12}-[0-9A-F]{2}$/).first()).toBeVisible();
    await keepScreenshot(window, info, 'invoice');
    await window.keyboard.press('Escape');
  });

  await test.step('reports and activity', async () => {
    await goTo(window, 'reports');
    await expect(window.getByRole('heading', { level: 1 })).toContainText('Reports');
    await keepScreenshot(window, info, 'reports');
    await reportsOfMonth(app, window, info);
    await goTo(window, 'connections');
    await keepScreenshot(window, info, 'connections');
    await goTo(window, 'activity');
    await expect(window.getByRole('heading', { level: 1 })).toContainText('Activity');
    await keepScreenshot(window, info, 'activity');
  });
});
