// A sale as a file for whoever takes none from a service: as an e-invoice, or as the page of one. It is issued by that: what is saved is
// as good as what is sent, and the number is the person's to keep.
import { writeFile } from 'node:fs/promises';
import type { InputOf, OutputOf } from '../../../../shared/contract/define';
import type { selling as contract } from '../../../../shared/contract/selling';
import { Failure } from '../../../../shared/errors';
import { safeStem } from '../../bundle/entryNames';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import { prepareEarve } from '../../formats/earve/write/prepareEarve';
import { viewOf } from '../../formats/registry';
import { prepareUbl } from '../../formats/ubl/write/prepareUbl';
import { refusedByDisk } from '../../paper/refusedByDisk';
import type { Clock, Ids } from '../../ports';
import { savePage, type PaperParts } from '../paperService';
import { todayOf, saleFormatOf, type PreparedSale } from './saleFormats';

export interface SaleFileParts extends Pick<PaperParts, 'newDrawer' | 'dialogs' | 'texts'> {
  readonly companies: Pick<CompanyRepo, 'find'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

type Save = (order: InputOf<(typeof contract)['saveFile']>) => Promise<OutputOf<(typeof contract)['saveFile']>>;

export const fileIdOf = (ids: Ids): string => `K${ids.uuid().replaceAll('-', '').slice(-19)}`.toUpperCase();

export function saleFiles(parts: SaleFileParts): Save {
  return async ({ companyId, invoice, as, language }) => {
    const company = await parts.companies.find(companyId);
    // A Polish sale is issued by KSeF and by nothing else.
    if (company === null || company.country === 'PL') throw new Failure({ kind: 'conflict', key: 'error.gone' });
    const today = todayOf(saleFormatOf(company.country), parts.clock.now());
    const prepared: PreparedSale =
      as === 'ubl' || (as === 'pdf' && company.country !== 'EE')
        ? prepareUbl(invoice, { today })
        : prepareEarve(invoice, { today, fileId: fileIdOf(parts.ids), version: '1.2' });
    const findings = [...prepared.findings];
    if (!prepared.isReady) return { findings };
    const stem = safeStem(`${invoice.issueDate} ${invoice.number}`);
    const savedTo =
      as === 'pdf'
        ? await savePage(parts, { view: viewOf(prepared.bytes), language, links: {} }, stem)
        : await saveXml(parts, prepared.bytes, `${stem}.xml`);
    return savedTo === null ? { findings } : { findings, savedTo };
  };
}

async function saveXml(
  { dialogs, texts }: Pick<SaleFileParts, 'dialogs' | 'texts'>,
  bytes: Uint8Array,
  suggestedName: string,
): Promise<string | null> {
  const t = await texts();
  const path = await dialogs.saveFile({ suggestedName, title: t('save_einvoice') });
  if (path !== null) await writeFile(path, bytes).catch(refusedByDisk);
  return path;
}
