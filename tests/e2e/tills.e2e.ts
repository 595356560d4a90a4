// Tills in a real window: what the law asks, the months that are kept, and a receipt that is read from a picture of its code.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import jsqr from 'jsqr';
import type { ElectronApplication } from 'playwright/test';
import { demoCompany } from '../../build/demo/steps.ts';
import { tillMonth } from '../../build/demo/till.ts';
import { readSigned } from '../support/receiptSignature.ts';
import { accessProblems, clippedTexts } from './pages/judge.ts';
import { goTo, look, settle } from './pages/shell.ts';
import { expect, keepScreenshot, test } from './support/launchApp.ts';

/** Worked out by hand and verified with OpenSSL; the amount of the other one was changed. */
const GOOD =
  'V0;KONTOR-KASSE-01;Kassenbeleg-V1;Beleg^11.90_5.35_0.00_0.00_2.00^10.00:Bar_9.25:Unbar;42;117;2026-03-14T09:26:53.000Z;2026-03-14T09:27:31.000Z;ecdsa-plain-SHA256;unixTime;XlP16CQ1/B7RT8n/CmiJQtKyeXaClIWbhjmblqkfloUEbIdXpXBh+z3usZM3YgdiNy8+Di1sd+ez/HRZ1Ufqzw==;BIp1VJHvi3BIc04wdy6ATte0Z0frGOhbkYH7ZxTxDAF0PXfSTMWiwgzdyL4bcrgmN6zXyXy5aLxwm2/OYCWrZ/o=';

test('shows what tills have signed, and checks a receipt from its picture', async ({ launchDemo }, info) => {
  test.setTimeout(240_000);
  const { app, window, home } = await launchDemo();
  const problems: Record<string, string[]> = {};
  const judge = async (name: string): Promise<void> => {
    await settle(window);
    await keepScreenshot(window, info, name);
    problems[name] = [...(await accessProblems(window)), ...(await clippedTexts(window))];
  };
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1024, 640));

  await test.step('the months of the demo are kept', async () => {
    await goTo(window, 'reports');
    await expect(window.getByText('From the tills')).toBeVisible();
    await judge('reports');
    await window.getByRole('button', { name: 'Tills', exact: true }).click();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText('Tills');
    await expect(window.getByText('In the archive').first()).toBeVisible();
    const save = window.getByRole('button', { name: /^Save .*-TSE-.*\.tar as…$/ });
    await save.scrollIntoViewIfNeeded();
    await judge('tills');
    const saved = path.join(home, 'month.tar');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, saved);
    await save.press('Enter');
    await expect(window.getByText(`Saved to ${saved}`)).toBeVisible();
    expect(readFileSync(saved).length).toBeGreaterThan(10_000);
    await window.getByText('Further files of the tills').scrollIntoViewIfNeeded();
    await judge('further');
  });

  const text = window.getByRole('textbox', { name: 'Text of the code' });
  await test.step('a receipt from its text, and one that was changed', async () => {
    await text.fill(GOOD);
    await expect(window.getByText('The signature fits', { exact: true })).toBeVisible();
    await expect(window.getByText(/^Signed by your TSE: /)).toBeVisible();
    await expect(window.getByText('KONTOR-KASSE-01')).toBeVisible();
    await judge('receipt');
    await text.fill(GOOD.replace('11.90_', '91.90_'));
    await expect(window.getByText('The signature does not fit', { exact: true })).toBeVisible();
    await text.fill('https://example.org');
    await expect(window.getByText('This is not the code of a till receipt')).toBeVisible();
  });

  await test.step('the same from a picture alone', async () => {
    await text.fill(GOOD);
    const code = window.getByRole('img', { name: 'QR code of the receipt' });
    const picture = path.join(info.outputDir, 'code.png');
    await code.screenshot({ path: picture });
    await text.fill('');
    await expect(code).toBeHidden();
    const input = window.getByTestId('receipt-picture');
    await input.setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await expect(window.getByText('This file is no picture that can be opened.')).toBeVisible();
    await input.setInputFiles(path.resolve('build/icon.png'));
    await expect(window.getByText(/^No QR code is to be seen/)).toBeVisible();
    await input.setInputFiles(picture);
    await expect(window.getByText('The signature fits', { exact: true })).toBeVisible();
    await expect(text).toHaveValue(GOOD);
  });

  await test.step('a receipt is looked for by its number, and checked', async () => {
    await window.getByRole('button', { name: 'Receipts', exact: true }).click();
    await expect(window.getByText(/^1 to 20 of /)).toBeVisible();
    await judge('receipts');
    await window.getByRole('button', { name: 'Older' }).click();
    await expect(window.getByText(/^21 to 40 of /)).toBeVisible();
    await window.getByLabel('Number or day').fill('7');
    await window.getByRole('button', { name: 'Find', exact: true }).click();
    await expect(window.getByText('1 to 1 of 1')).toBeVisible();
    await window.getByRole('button', { name: /^No\. 7 / }).click();
    await expect(text).toHaveValue(/;7;/);
    await expect(window.getByText('The signature fits', { exact: true })).toBeVisible();
  });

  await test.step('in each language', async () => {
    for (const language of ['de', 'pl', 'et'] as const) {
      await look(window, language);
      await judge(`tills ${language}`);
    }
    await look(window, 'de', 'dark');
    await judge('tills dark');
  });

  await test.step('a TSE of its own signs three receipts, and its month goes up with the rest', async () => {
    await look(window, 'en');
    const { till, pictures } = await tillMonth(window, await demoCompany(window), info.outputDir);
    expect(till).toMatchObject({ signed: 3, checked: 'signature valid, read from its picture' });
    expect(till.places).toHaveLength(6);
    // The code that the window drew, read from its screenshot by what has not drawn it, verified without a line of the app.
    const { fields, isSigned } = readSigned(await codeIn(app, pictures[0] ?? ''));
    expect(isSigned).toBe(true);
    expect(fields.slice(0, 4)).toEqual([
      'V0',
      'TEST-01',
      'Kassenbeleg-V1',
      'Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar',
    ]);
  });
  expect(Object.fromEntries(Object.entries(problems).filter(([, found]) => found.length > 0))).toEqual({});
});

async function codeIn(app: ElectronApplication, picture: string): Promise<string> {
  const png = readFileSync(picture).toString('base64');
  const { pixels, width, height } = await app.evaluate(({ nativeImage }, image) => {
    const opened = nativeImage.createFromBuffer(Buffer.from(image, 'base64'));
    return { pixels: opened.toBitmap().toString('base64'), ...opened.getSize() };
  }, png);
  return jsqr(new Uint8ClampedArray(Buffer.from(pixels, 'base64')), width, height)?.data ?? '';
}
