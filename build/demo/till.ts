// What the demo does with the German till: a TSE of its own for tests, three receipts, the month so far as an export that is checked and goes
// up with the month; the code of a receipt, photographed from the screen, is read back and verified.

import path from 'node:path';
import type { Page } from 'playwright';
import type { CompanyId } from '../../shared/domain/ids.ts';
import type { FieldValues } from '../../shared/forms/fields.ts';
import { ask, until } from './ask.ts';
import { painted } from './ksef.ts';

const PIN = '13579246';
const NAME = 'Kontor test till';
const AMOUNTS = [
  { amount: '11.90', vat_rate: 'normal', payment_kind: 'cash' },
  { amount: '5.35', vat_rate: 'reduced', payment_kind: 'non_cash' },
  { amount: '249.00', vat_rate: 'normal', payment_kind: 'non_cash' },
] as const;

export async function tillMonth(window: Page, companyId: CompanyId, folder: string) {
  const connections = await ask(window, 'connections.list', { companyId });
  const till = connections.find(({ capabilities }) => capabilities.includes('fiscal'));
  if (!till) throw new Error('no till was connected');
  const { id: connectionId, providerId } = till;
  const act = async (actionId: string, values: FieldValues) => {
    const { id: flowId } = await ask(window, 'connect.start', { providerId, companyId, connectionId, actionId });
    await ask(window, 'connect.act', { flowId, values });
    const { outcome } = await until(actionId, async () => {
      const { current } = await ask(window, 'connect.get', { flowId });
      if (current.step === 'form' && current.problem) throw new Error(`${actionId}: ${current.problem.key}`);
      return current.step === 'acted' ? current : null;
    });
    await ask(window, 'connect.cancel', { flowId });
    return outcome;
  };
  await act('found_tss', { description: NAME, admin_pin: PIN });
  await act('add_register', { tss: NAME, serial_number: 'TEST-01', admin_pin: PIN });
  const codes: string[] = [];
  for (const sale of AMOUNTS) {
    const { once } = await act('sign_receipt', { tss: NAME, register_serial: 'TEST-01', ...sale });
    codes.push(once[0]?.value ?? '');
  }
  const { runId } = await ask(window, 'sync.start', { companyId, connectionId, soFar: true });
  await ended(window, runId);
  const month = new Date().toISOString().slice(0, 7);
  const file = (await ask(window, 'fiscal.files', { companyId, month })).find(({ fileName }) =>
    fileName.includes(NAME.replaceAll(' ', '-')),
  );
  if (!file || file.findings.length > 0) throw new Error('the export of the month is not there, or not whole');
  const upload = await ask(window, 'reports.upload', { companyId, month });
  await ended(window, upload.runId);
  const sent = (await ask(window, 'fiscal.files', { companyId, month })).find(({ id }) => id === file.id);
  const titleOf = (id: string): string => connections.find((one) => one.id === id)?.title ?? id;
  const places = (sent?.receipts ?? []).map((receipt) => ({
    destination: titleOf(receipt.connectionId),
    file: receipt.path,
    verifiedBy: receipt.verifiedBy,
  }));
  if (places.length === 0) throw new Error('the export did not arrive anywhere');

  const checked = await photographed(window, codes[0] ?? '', path.join(folder, 'till-code.png'));
  const picture = path.join(folder, 'tills-en-light.png');
  await painted(window);
  await window.screenshot({ path: picture });
  return {
    till: { signed: codes.length, file: file.fileName, records: file.records, sha256: file.sha256, places, checked },
    pictures: [path.join(folder, 'till-code.png'), picture],
  };
}

async function ended(window: Page, runId: string): Promise<void> {
  await until('the run to end', async () => {
    const run = await ask(window, 'runs.get', { runId: runId as never });
    if (run.state === 'failed') throw new Error(`the run stopped: ${run.problem?.key ?? 'unknown'}`);
    return run.state === 'done' ? run : null;
  });
}

/** The code as it is drawn becomes a picture, and the picture alone is given back. */
async function photographed(window: Page, code: string, picture: string): Promise<string> {
  await window.locator('nav [data-place="reports"]').click();
  await window.getByRole('button', { name: 'Tills', exact: true }).click();
  const text = window.getByRole('textbox', { name: 'Text of the code' });
  await text.fill(code);
  const drawn = window.getByRole('img', { name: 'QR code of the receipt' });
  await drawn.screenshot({ path: picture });
  await text.fill('');
  await drawn.waitFor({ state: 'detached' });
  await window.getByTestId('receipt-picture').setInputFiles(picture);
  await window.getByText('The signature fits').waitFor();
  await window.getByText(`Signed by your TSE: ${NAME}`).waitFor();
  const read = await text.inputValue();
  if (read !== code) throw new Error('another code was read from the picture');
  return 'signature valid, read from its picture';
}
