// Files inside an invoice: told with their sizes, saved, shown only where that runs nothing.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InvoiceRowId } from '../../shared/domain/ids';
import { earve } from '../support/earveDocuments';
import { brought } from '../support/importFiles';
import { startApp, type TestApp } from '../support/testApp';
import {
  dataFolder,
  newEncryptionKey,
  removeDataFolder,
  testClock,
  testHost,
  type TestHost,
} from '../support/testHost';

const pdf = Buffer.from('%PDF-1.7 a picture of it');
const base64 = (bytes: Buffer): string => bytes.toString('base64');
const additional =
  '<AdditionalInformation extensionId="pdf_base64"><InformationContent>tool</InformationContent><CustomContent><FileData>' +
  `<FileName>tool.exe</FileName><FileBase64>${base64(Buffer.from('MZ'))}</FileBase64></FileData></CustomContent></AdditionalInformation>` +
  `<AttachmentFile><FileName>../arve.pdf</FileName><FileBase64>${base64(pdf)}</FileBase64></AttachmentFile>`;

let folder: string;
let host: TestHost;
let kontor: TestApp;
let id: InvoiceRowId;

beforeEach(async () => {
  folder = dataFolder();
  mkdirSync(join(folder, 'brought'));
  host = testHost({ data: folder, clock: testClock(), encryptionKey: newEncryptionKey() });
  kontor = await startApp(host, []);
  const company = { name: 'Tamme Ost AS', country: 'EE', taxId: '10137025' } as const;
  const { id: companyId } = await kontor.call('companies.create', company);
  const path = brought(join(folder, 'brought'), 'arve.xml', earve({ additional }));
  const { importId } = await kontor.call('imports.drop', { companyId, paths: [path] });
  if (importId === undefined) throw new Error('nothing was opened');
  await kontor.until(async () => (await kontor.call('imports.get', { importId })).step === 'plan');
  const { runId } = await kontor.call('imports.confirm', { importId, take: ['new'], except: [] });
  await kontor.ended(runId);
  const { rows } = await kontor.call('invoices.list', { filter: { companyId }, sort: 'date_asc', limit: 5 });
  id = rows[0]?.id ?? id;
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

describe('files inside an invoice', () => {
  it('are told, and saved under a name without folders', async () => {
    const { invoice } = await kontor.call('invoices.get', { id });
    expect(invoice?.attachments).toEqual([
      { name: 'arve.pdf', mediaType: 'application/pdf', bytes: pdf.length },
      { name: 'tool.exe', mediaType: 'application/octet-stream', bytes: 2 },
    ]);
    const { savedTo } = await kontor.call('invoices.saveAttachment', { id, index: 0 });
    expect(savedTo).toBe(join(folder, 'arve.pdf'));
    expect(readFileSync(join(folder, 'arve.pdf'))).toEqual(pdf);
    expect(await kontor.refused('invoices.saveAttachment', { id, index: 2 })).toMatchObject({
      key: 'archive.no_original',
    });
  });

  it('are shown by another program until the end, unless they could run something', async () => {
    await kontor.call('invoices.openAttachment', { id, index: 0 });
    const [shown = ''] = host.shown;
    expect(readFileSync(shown)).toEqual(pdf);
    expect(await kontor.refused('invoices.openAttachment', { id, index: 1 })).toMatchObject({
      key: 'archive.attachment_not_shown',
      params: { name: 'tool.exe' },
    });
    expect(host.shown).toHaveLength(1);
    await kontor.stop();
    expect(existsSync(shown)).toBe(false);
    kontor = await startApp(host, []);
  });
});
