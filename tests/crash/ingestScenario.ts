// Everything a writer may be killed at, as a run that goes on where the archive says it was: what is done is not done again.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StoreOptions } from '../../electron/core/archive/store';
import type { PullPage } from '../../electron/core/providers/sdk/pages';
import { CompanyId, ReportId } from '../../shared/domain/ids';
import { isFailure } from '../../shared/errors';
import { endedRun } from '../support/endedRun';
import { standIn } from '../support/standInFormat';
import { packageZip, spoolPackage } from '../support/standInPackage';
import {
  AT,
  COMPANY,
  CONNECTION,
  ingestPage,
  item,
  itemsPage,
  openTestArchive,
  OTHER_CONNECTION,
  testCompany,
  type TestArchive,
} from '../support/testArchive';

const DEMO = CompanyId.parse('0192f3a0-0000-7000-8000-0000000000de');
const MONTH = '2026-10';
const account = { companyId: COMPANY, providerId: 'standin', identity: '1111111111@prod', at: AT } as const;

function pagesOf(spool: string): readonly PullPage[] {
  const many = Array.from({ length: 25 }, (_, index) => [`P-${index}`, standIn({ number: `P/${index}` })] as const);
  const content = spoolPackage(spool, packageZip(many));
  return [
    itemsPage([item('A-1', { number: 'FV/1' }), item('A-2', { number: 'FV/2' })], '1'),
    itemsPage([], '2', { content }),
    itemsPage([item('A-1', { number: 'FV/1a' }), item('A-2', { number: '' }, { isDeleted: true })], '3'),
    itemsPage([item('A-1', { number: 'FV/1a' })], '4'),
    itemsPage([item('A-3', Buffer.from('unreadable'))], '5'),
  ];
}

/** Ten documents a segment, so that the package needs several. */
export async function openScenario(folder: string, options: Partial<StoreOptions> = {}): Promise<TestArchive> {
  return openTestArchive(join(folder, 'archive'), { segmentDocuments: 10, ...options });
}

export async function runScenario({ writer, reader }: TestArchive, folder: string): Promise<void> {
  await writer.saveSource({ ...account, connectionId: CONNECTION });
  const known = await writer.checkpoints(CONNECTION);
  for (const page of pagesOf(join(folder, 'spool'))) {
    if (Number(page.checkpoint.value) > Number(known[page.checkpoint.stream] ?? '0')) await ingestPage(writer, page);
  }
  const other = { connectionId: OTHER_CONNECTION };
  const otherAccount = { ...account, ...other, identity: '2222222222@prod' };
  const isHidden = (await writer.checkpoints(OTHER_CONNECTION))['Subject2'] === '1';
  if (!isHidden) {
    await writer.saveSource(otherAccount);
    await ingestPage(writer, itemsPage([item('B-1', { number: 'B/1' })], '1'), other);
  }
  await writer.hideConnection(COMPANY, OTHER_CONNECTION, AT);
  await bundleAndReceipt(writer);
  await sentAndProven(writer, reader);
  await broughtAndChecked(writer, reader, folder);
  await signedByTill(writer, join(folder, 'spool'));
  await writer.saveRun(endedRun(COMPANY, CONNECTION));
  await writer.setMonthClosed(COMPANY, MONTH, true, AT);
  await writer.saveCompany({ ...testCompany, id: DEMO });
  const demo = { companyId: DEMO, connectionId: OTHER_CONNECTION };
  await ingestPage(writer, itemsPage([item('D-1', { number: 'D/1' })], '1'), demo);
  await writer.eraseCompany(DEMO);
}

async function bundleAndReceipt(writer: TestArchive['writer']): Promise<void> {
  const draft = await writer.draftBundle(COMPANY, MONTH);
  const never = new AbortController().signal;
  const bundle =
    draft.existing ?? (await writer.buildBundle(draft, { at: AT, language: 'pl' }, () => undefined, never));
  const path = `Kontor/2026/10/${bundle.fileName}`;
  await writer.saveIntent({ bundleId: bundle.id, connectionId: OTHER_CONNECTION, path, at: AT });
  const proof = { path, bytes: bundle.bytes, sha256: bundle.sha256, verifiedBy: 'checksum', at: AT } as const;
  await writer.saveReceipt(bundle.id, { connectionId: OTHER_CONNECTION, ...proof });
}

/** An invoice that was sent, and its receipt: both are files of their own before they are records. */
async function sentAndProven(writer: TestArchive['writer'], reader: TestArchive['reader']): Promise<void> {
  const id = '0192f3a0-0000-7000-8000-0000000000e1';
  const names = { companyId: COMPANY, connectionId: CONNECTION, providerId: 'standin', fileName: 'FV-9.xml' };
  const content = Buffer.from(standIn({ number: 'FV/9' }));
  const facts = {
    format: 'standin',
    number: 'FV/9',
    kind: 'vat',
    issueDate: '2026-10-09',
    seller: { name: 'Firma' },
    buyer: { name: 'Klient' },
    gross: { amount: '123.00', currency: 'PLN' },
  };
  await writer.addOutbox({ id, ...names, at: AT, mode: 'online', facts, content });
  const { state, hasReceipt } = await reader.outboxItem(id);
  if (state !== 'accepted') await writer.stepOutbox(COMPANY, AT, [{ id, state: 'accepted', remoteNumber: 'FV-9' }]);
  if (hasReceipt) return;
  await writer.saveOutboxReceipt(COMPANY, AT, { ids: [id], fileName: 'FV-9-upo.xml', content: Buffer.from('<upo/>') });
}

/** A report that was brought, sorted, uploaded and checked, and one that was taken away again. */
async function broughtAndChecked(
  writer: TestArchive['writer'],
  reader: TestArchive['reader'],
  folder: string,
): Promise<void> {
  const id = ReportId.parse('0192f3a0-0000-7000-8000-0000000000f1');
  const mistaken = ReportId.parse('0192f3a0-0000-7000-8000-0000000000f2');
  const brought = (reportId: ReportId, text: string) => {
    const from = join(folder, 'spool', reportId);
    mkdirSync(dirname(from), { recursive: true });
    writeFileSync(from, text);
    const bytes = Buffer.byteLength(text);
    const content = { from, bytes, sha256: createHash('sha256').update(text).digest('hex') };
    const names = { id: reportId, companyId: COMPANY, month: null, fileName: 'raport.pdf' };
    return { ...names, origin: 'dropped', at: AT, ...content } as const;
  };
  const of = (month: typeof MONTH | null) => reader.reports(COMPANY, month);
  if ((await of(MONTH)).length === 0) {
    await writer.addReport(brought(id, 'a report'));
    await writer.setReportMonth(COMPANY, id, MONTH, AT);
  }
  const path = '/Kontor/2026/10/raport.pdf';
  const [report] = await of(MONTH);
  if (!report) throw new Error('no report');
  const { bytes, sha256 } = report;
  const proof = { path, bytes, sha256, verifiedBy: 'read_back', at: AT } as const;
  await writer.saveReceipt(id, { connectionId: OTHER_CONNECTION, ...proof });
  const [receipt] = (await reader.report(id)).receipts;
  if (receipt?.checked === undefined)
    await writer.saveCheck(COMPANY, { connectionId: OTHER_CONNECTION, at: AT, found: [{ id, path, state: 'gone' }] });
  // From the folder: what was taken away is not brought again, also by a process that goes on after a kill.
  await writer.addReport({ ...brought(mistaken, 'a letter'), origin: 'folder' });
  await writer.removeReport(COMPANY, mistaken, AT).catch((error: unknown) => {
    if (!isFailure(error) || error.spec.key !== 'upload.report_removed') throw error;
  });
}

/** A month of a till: a file of its own with its record, then the word that the month is whole, then a receipt for the file. */
async function signedByTill(writer: TestArchive['writer'], spool: string): Promise<void> {
  const bytes = Buffer.alloc(3_000_000, 'till');
  const path = join(spool, 'till.tar');
  mkdirSync(spool, { recursive: true });
  writeFileSync(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const names = { companyId: COMPANY, connectionId: CONNECTION, providerId: 'standin', at: AT } as const;
  const facts = { records: 3, firstCounter: 1, lastCounter: 4, findings: [{ key: 'gaps', params: { count: 1 } }] };
  const file = {
    naturalKey: `tse/a/${MONTH}`,
    moduleId: 'a',
    month: MONTH,
    fileName: 'a.tar',
    mediaType: 'application/x-tar',
  };
  const never = new AbortController().signal;
  const delivery = { ...names, file: { ...file, ...facts, path, bytes: bytes.length, sha256 } };
  const kept = await writer.keepFiscalFile(delivery, () => undefined, never);
  await writer.closeFiscalMonth({ ...names, month: MONTH });
  const proof = { path: 'Kontor/2026/10/a.tar', bytes: bytes.length, sha256, verifiedBy: 'checksum', at: AT } as const;
  await writer.saveReceipt(kept.id, { connectionId: OTHER_CONNECTION, ...proof });
}
