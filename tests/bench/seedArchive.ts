// A profile with one company and as many invoices as asked for, through the real writer: the same tables, segments and indexes as
// after a sync. Arguments: the data folder and how many.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createWriter } from '../../electron/core/archive/createWriter';
import { openArchive } from '../../electron/core/archive/openArchive';
import { openDatabase } from '../../electron/core/db/openDatabase';
import { companyRepo } from '../../electron/core/db/repositories/company.repo';
import { connectionRepo } from '../../electron/core/db/repositories/connection.repo';
import { metaRepo } from '../../electron/core/db/repositories/meta.repo';
import { configTarget } from '../../electron/core/db/target';
import { eventBus } from '../../electron/core/events/eventBus';
import { formatFor } from '../../electron/core/formats/registry';
import { settingsService } from '../../electron/core/services/settingsService';
import { ConnectionSlug } from '../../shared/domain/ids';
import { originalsOnly } from '../support/originalsOnly';
import { standInUnpacker } from '../support/standInPackage';
import { AT, COMPANY, CONNECTION, ingestPage, item, itemsPage, testCompany } from '../support/testArchive';
import { seedInvoice } from './seedInvoice';

const PAGE = 5_000;

async function seedConfig(data: string): Promise<void> {
  const db = await openDatabase(configTarget({}, data));
  const { id, name, taxId, purchaseMonthRule } = testCompany;
  await companyRepo(db).insert({
    id,
    name,
    taxId,
    purchaseMonthRule,
    country: 'PL',
    isDemo: false,
    createdAt: testCompany.at,
  });
  await connectionRepo(db).insert(
    {
      id: CONNECTION,
      slug: ConnectionSlug.parse('ksef'),
      companyId: COMPANY,
      providerId: 'ksef',
      title: 'KSeF',
      identity: `${taxId}@prod`,
      uniqueKey: `ksef|${taxId}@prod`,
      settings: { nip: taxId, environment: 'prod' },
      state: 'ok',
      problem: null,
      createdAt: AT,
    },
    [],
    AT,
  );
  const settings = settingsService(metaRepo(db), eventBus(), 'en-US');
  await settings.save({ language: 'en', theme: 'light', contrast: 'system' });
  await db.destroy();
}

async function seedInvoices(archive: string, count: number): Promise<void> {
  const writer = createWriter(openArchive(archive), archive, {
    formatFor: (bytes) => formatFor(bytes),
    unpackerFor: () => Promise.resolve(standInUnpacker),
    bundleEntries: originalsOnly,
  });
  await writer.saveCompany(testCompany);
  for (let from = 0; from < count; from += PAGE) {
    const numbers = Array.from({ length: Math.min(PAGE, count - from) }, (_, index) => from + index);
    const items = numbers.map((no) => item(`5265877635-20260101-${String(no)}`, seedInvoice(no)));
    const result = await ingestPage(writer, itemsPage(items, String(from)));
    if (result.unreadable.length > 0) throw new Error(`unreadable: ${JSON.stringify(result.unreadable[0])}`);
    console.log(`  ${String(from + items.length)} of ${String(count)} invoices`);
  }
  await writer.close();
}

const [data = '', count = '0'] = process.argv.slice(2);
if (data === '') throw new Error('which folder?');
mkdirSync(data, { recursive: true, mode: 0o700 });
await seedConfig(data);
await seedInvoices(join(data, 'archive'), Number(count));
