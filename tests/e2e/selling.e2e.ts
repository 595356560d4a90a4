// A sales invoice from the empty form to its official receipt, in the window, over the simulated service.

import { expect, type Page, type TestInfo } from 'playwright/test';
import { ask } from '../../build/demo/ask.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle, SYNC_MS } from './pages/shell.ts';
import { keepScreenshot, test } from './support/launchApp.ts';

/** A picture of what is there, and that nobody is kept from it. */
async function judged(window: Page, info: TestInfo, name: string): Promise<void> {
  await settle(window);
  await keepScreenshot(window, info, name);
  expect([name, await accessProblems(window)]).toEqual([name, []]);
}

/** The same in every language and in the dark, in a window of this size: no word is cut. */
async function inAllLooks(window: Page, info: TestInfo, name: string): Promise<void> {
  for (const [language, theme] of [
    ['pl', 'light'],
    ['de', 'light'],
    ['et', 'light'],
    ['pl', 'dark'],
  ] as const) {
    await look(window, language, theme);
    await settle(window);
    await keepScreenshot(window, info, `${name}-${language}-${theme}`);
    const clipped = await clippedTexts(window);
    // The name of the company may be cut in its switcher; its whole stands in the tooltip.
    expect([name, language, clipped.filter((text) => !text.includes('Zielona Kuźnia'))]).toEqual([name, language, []]);
  }
  expect([name, await accessProblems(window)]).toEqual([name, []]);
  await look(window, 'en');
  await settle(window);
}

async function widthOf(window: Page, width: number, height: number): Promise<void> {
  await window.setViewportSize({ width, height });
  await settle(window);
}

async function write(window: Page, lines: readonly (readonly [name: string, price: string])[]): Promise<void> {
  for (const [index, [name, price]] of lines.entries()) {
    await window.getByRole('textbox', { name: 'Goods or service' }).nth(index).fill(name);
    await window.getByRole('textbox', { name: 'Net price' }).nth(index).fill(price);
    if (index < lines.length - 1) await window.getByRole('textbox', { name: 'Net price' }).nth(index).press('Enter');
  }
}

test('an invoice is written, looked at, sent and numbered', async ({ launchDemo }, info) => {
  test.setTimeout(420_000);
  const { window } = await launchDemo();
  await goTo(window, 'invoices');
  await window.getByRole('button', { name: 'Outgoing' }).click();
  await window.getByText('Your own invoices will be here').waitFor();
  await judged(window, info, 'outgoing-empty');

  await window.getByRole('button', { name: 'New invoice' }).first().click();
  const name = window.getByRole('combobox', { name: 'Name', exact: true });
  await name.waitFor();
  await window.getByRole('option').first().waitFor();
  await keepScreenshot(window, info, 'form-customers');
  await window.keyboard.press('Escape');
  await window.getByText('sending is off').waitFor();
  await judged(window, info, 'form-empty');
  await window.getByRole('button', { name: 'Review and send…' }).click();
  await window.locator('[aria-invalid="true"]').first().waitFor();
  await judged(window, info, 'form-missing');

  await name.click();
  await window.getByRole('option').first().click();
  await expect(name).not.toHaveValue('');
  await write(window, [
    ['Brama kuta, dwuskrzydłowa, z montażem na miejscu', '4 250,00'],
    ['Furtka', '600'],
  ]);
  await window.getByText('Kept as a draft').waitFor();
  await judged(window, info, 'form-filled');
  await inAllLooks(window, info, 'form');
  await widthOf(window, 1024, 640);
  await inAllLooks(window, info, 'form-narrow');
  await window.getByText('More: seller').waitFor();
  await window.getByText('Remove this draft').scrollIntoViewIfNeeded();
  await judged(window, info, 'form-narrow-end');
  await widthOf(window, 1440, 900);
  await judged(window, info, 'form-end');

  await window.getByRole('button', { name: 'Preview' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByText('Brama kuta').waitFor();
  await judged(window, info, 'preview');
  await window.keyboard.press('Escape');
  await window.getByRole('button', { name: 'Review and send…' }).click();
  await dialog.getByRole('button', { name: /^Switch on sending to/ }).waitFor();
  await judged(window, info, 'switch-on');
  await dialog.getByRole('button', { name: /^Switch on sending to/ }).click();
  await dialog.getByRole('button', { name: /^Send to/ }).waitFor();
  await judged(window, info, 'last-look');
  await dialog.getByRole('button', { name: /^Send to/ }).click();
  await window.getByRole('button', { name: 'Save receipt (UPO)…' }).waitFor({ timeout: SYNC_MS });
  await window.getByText('For exactly this document').waitFor();
  await judged(window, info, 'accepted');
  await inAllLooks(window, info, 'accepted');
  await widthOf(window, 1024, 640);
  await inAllLooks(window, info, 'accepted-narrow');
  await widthOf(window, 1440, 900);

  // Issued offline: its codes and its last day; the same number again is refused and written on.
  await window.getByRole('button', { name: 'New invoice' }).click();
  await window.getByRole('option').first().click();
  await write(window, [['Przegląd bramy', '150']]);
  const number = window.getByRole('textbox', { name: 'Number', exact: true });
  const [company] = await ask(window, 'companies.list', undefined);
  const [sent] = await ask(window, 'sending.list', { companyId: company?.id as never, limit: 1 });
  await number.fill(sent?.facts.number ?? '');
  await window.getByRole('combobox', { name: 'Issued', exact: true }).click();
  await window.getByRole('option', { name: /^Offline/ }).click();
  await judged(window, info, 'form-offline');
  await window.getByRole('button', { name: 'Review and send…' }).click();
  await dialog.getByText('To be sent by').waitFor();
  await judged(window, info, 'last-look-offline');
  await dialog.getByRole('button', { name: /^Send to/ }).click();
  await window.getByRole('button', { name: 'Edit and send again' }).waitFor({ timeout: SYNC_MS });
  await judged(window, info, 'refused');
  await window.getByRole('button', { name: 'Edit and send again' }).click();
  await window.getByText('was refused').waitFor();
  await expect(window.getByRole('textbox', { name: 'Goods or service' })).toHaveValue('Przegląd bramy');
  await judged(window, info, 'written-on');
  await window.getByRole('button', { name: 'Later: it stays as a draft' }).click();
  await window.getByText('Being written').waitFor();
  await judged(window, info, 'outgoing');
});

test('a stored sale is corrected line by line', async ({ launchDemo }, info) => {
  test.setTimeout(300_000);
  const { window } = await launchDemo();
  await goTo(window, 'invoices');
  const [company] = await ask(window, 'companies.list', undefined);
  const filter = { companyId: company?.id as never, direction: 'sale' } as const;
  const { rows } = await ask(window, 'invoices.list', { filter, sort: 'date_desc', limit: 20 });
  const number = rows.find(({ kind, alsoIn }) => kind === 'invoice' && (alsoIn ?? []).length > 0)?.number ?? '';
  await window.getByText(number, { exact: true }).first().click();
  await window.getByRole('button', { name: 'Correct…' }).click();
  await window.getByText('Before:').first().waitFor();
  await judged(window, info, 'correction');
  await widthOf(window, 1024, 640);
  await inAllLooks(window, info, 'correction-narrow');
});
