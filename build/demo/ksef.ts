// What the demo does with the Polish register: one invoice with its official receipt, the change from token to certificate, a page of each kind.

import path from 'node:path';
import type { Page } from 'playwright';
import type { InvoiceCursor, InvoicePage, InvoiceRow } from '../../shared/contract/invoices.ts';
import type { CompanyId } from '../../shared/domain/ids.ts';
import { ask, until } from './ask.ts';
import { certificatePem, keyPem } from './demoCertificate.ts';

/** Everything that was asked for has been answered and painted. */
export async function painted(window: Page): Promise<void> {
  await window.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await window.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

async function senderOf(window: Page, companyId: CompanyId) {
  const [sender] = await ask(window, 'sending.senders', { companyId });
  if (!sender) throw new Error('no connection sends');
  return sender;
}

/** *New invoice*: by the buttons a user presses, from the empty form to the receipt. */
export async function sendOneInvoice(window: Page, companyId: CompanyId, folder: string) {
  await window.locator('nav [data-place="invoices"]').click();
  await window.getByRole('button', { name: 'New invoice' }).click();
  await window.getByRole('option').nth(1).click();
  await window.getByRole('textbox', { name: 'Goods or service' }).fill('Brama kuta, dwuskrzydłowa');
  await window.getByRole('textbox', { name: 'Net price' }).fill('4250');
  await window.getByRole('button', { name: 'Review and send…' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Switch on sending to/ }).click();
  await dialog.getByRole('button', { name: /^Send to/ }).click();
  const item = await until('the official receipt', async () => {
    const [newest] = await ask(window, 'sending.list', { companyId, limit: 1 });
    if (newest?.state === 'rejected') throw new Error(`the invoice was refused: ${newest.problem?.key ?? 'unknown'}`);
    return newest?.hasReceipt === true ? newest : null;
  });
  await window.getByText('For exactly this document').waitFor();
  await painted(window);
  const picture = path.join(folder, 'invoice-sent-en-light.png');
  await window.screenshot({ path: picture });
  const { issuer, isForThese } = await ask(window, 'sending.receipt', { id: item.id });
  const sent = { number: item.facts.number, remoteNumber: item.remoteNumber ?? '', issuer, isForThese };
  return { sent, pictures: [picture] };
}

/** The same account with a certificate: tried first, then the token is given up; a sync shows that it works. */
export async function changeToCertificate(window: Page, companyId: CompanyId, folder: string) {
  const { connectionId } = await senderOf(window, companyId);
  const order = { providerId: 'ksef', companyId, connectionId, actionId: 'to_certificate' };
  const { id: flowId } = await ask(window, 'connect.start', order);
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const values = { certificate_file: base64(certificatePem), key_file: base64(keyPem), revoke_token: true };
  await ask(window, 'connect.check', { flowId, values });
  const checked = await until('the check of the certificate', async () => {
    const { current } = await ask(window, 'connect.get', { flowId });
    if (current.step === 'form' && current.problem) throw new Error(`the certificate: ${current.problem.key}`);
    return current.step === 'checked' ? current : null;
  });
  await ask(window, 'connect.finish', { flowId, title: checked.suggestedTitle, slug: checked.suggestedSlug });
  const { runId } = await ask(window, 'sync.start', { companyId, connectionId });
  await until('a sync with the certificate', async () => {
    const run = await ask(window, 'runs.get', { runId });
    if (run.state === 'failed') throw new Error(`the sync stopped: ${run.problem?.key ?? 'unknown'}`);
    return run.state === 'done' ? run : null;
  });
  await window.locator('nav [data-place="connections"]').click();
  await window.locator('[data-row]').filter({ hasText: 'KSeF' }).first().click();
  await window.getByRole('button', { name: 'Show sign-ins' }).click();
  await window.getByText('Kontor', { exact: true }).last().waitFor();
  await painted(window);
  const picture = path.join(folder, 'certificate-en-light.png');
  await window.screenshot({ path: picture });
  const sessions = await ask(window, 'connections.sessions', { connectionId });
  return { signedIn: sessions.find(({ isCurrent }) => isCurrent)?.method ?? '', pictures: [picture] };
}

/** The newest invoice of each kind, as a page. */
export async function pictureEachKind(window: Page, companyId: CompanyId, folder: string) {
  const newest = new Map<string, InvoiceRow>();
  let after: InvoiceCursor | undefined;
  do {
    const more = after === undefined ? {} : { after };
    const order = { filter: { companyId }, sort: 'date_desc', limit: 500, ...more } as const;
    const page: InvoicePage = await ask(window, 'invoices.list', order);
    for (const row of page.rows) if (!newest.has(row.kind)) newest.set(row.kind, row);
    after = page.next;
  } while (after !== undefined);
  await window.locator('nav [data-place="invoices"]').click();
  const pictures: string[] = [];
  for (const [kind, { number }] of newest) {
    await window.keyboard.press('Control+k');
    await window.keyboard.type(number);
    await painted(window);
    await window.getByRole('gridcell').filter({ hasText: number }).first().click();
    await window.locator('aside article').getByText(number).first().waitFor();
    await window.getByRole('button', { name: 'Show the page large' }).click();
    await window.locator('[data-printable]').filter({ hasText: number }).waitFor();
    await painted(window);
    const file = path.join(folder, `kind-${kind}.png`);
    await window.screenshot({ path: file });
    pictures.push(file);
    await window.keyboard.press('Escape');
    await window.locator('[data-printable]').waitFor({ state: 'detached' });
  }
  await window.keyboard.press('Control+k');
  await window.keyboard.press('Control+a');
  await window.keyboard.press('Delete');
  return { kinds: [...newest.keys()], pictures };
}
