// Some dates of one source again, with a tag: from the calendar to the filter of the list.
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle, SYNC_MS } from './pages/shell.ts';
import { lastDayOf, monthsAgo } from './support/calendar.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

test('syncs chosen dates and finds what they brought by its tag', async ({ launchDemo }, info) => {
  test.setTimeout(240_000);
  const { window } = await launchDemo();
  await goTo(window, 'connections');
  await window.getByRole('button', { name: /^Fakturownia/ }).click();
  const openDialog = async (more: string, item: RegExp) => {
    await window.locator('main').getByRole('button', { name: more }).click();
    await window.getByRole('menuitem', { name: item }).click();
    await settle(window);
    return window.getByRole('dialog');
  };

  await test.step('a date that is missing is asked for, and the dialog reads well in the longest language', async () => {
    await look(window, 'de', 'dark');
    const dialog = await openDialog('Mehr', /Zeitraum/);
    await dialog.locator('input[type="date"]').first().fill('');
    await dialog.getByRole('button').last().click();
    await expect(dialog.getByText('Wählen Sie ein Datum')).toHaveCount(1);
    await keepScreenshot(window, info, 'range-missing');
    expect(await accessProblems(window)).toEqual([]);
    // The company's name in the frame may be longer than its place.
    expect((await clippedTexts(window)).filter((line) => !line.startsWith('span'))).toEqual([]);
    await window.keyboard.press('Escape');
    await look(window, 'en');
  });

  await test.step('the run is followed to its end, and its invoices carry the tag', async () => {
    const dialog = await openDialog('More', /^Sync a range/);
    const [from, to] = [dialog.locator('input[type="date"]').first(), dialog.locator('input[type="date"]').last()];
    const month = monthsAgo(1);
    await from.fill(`${month}-01`);
    await to.fill(lastDayOf(month));
    await dialog.getByRole('textbox', { name: /^Tag/ }).fill('Brama Jeżyce');
    await keepScreenshot(window, info, 'range');
    await dialog.getByRole('button', { name: 'Sync these dates' }).click();
    await expect(window.locator('main').getByRole('heading', { level: 2 }).first()).toBeVisible();
    await expect(window.locator('main [data-state="ok"]').first()).toBeVisible({ timeout: SYNC_MS });
    await keepScreenshot(window, info, 'range-run');
    await goTo(window, 'invoices');
    await window.getByRole('button', { name: 'All tags' }).click();
    await window.getByRole('menuitem', { name: /^Brama Jeżyce/ }).click();
    await settle(window);
    await expect(
      window
        .getByRole('row')
        .filter({ has: window.getByRole('gridcell') })
        .first(),
    ).toBeVisible();
    await window.getByRole('gridcell').first().click();
    await settle(window);
    await keepScreenshot(window, info, 'tagged');
    expect(await accessProblems(window)).toEqual([]);
  });
});
