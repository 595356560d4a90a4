// The certificate of completeness of one source, written where a person says: a page to file, or facts for a program.
import { writeFile } from 'node:fs/promises';
import type { Language } from '../../../shared/domain/ids';
import type { CompletenessCertificate } from '../../../shared/domain/completenessCertificate';
import type { InputOf } from '../../../shared/contract/define';
import type { completeness as contract } from '../../../shared/contract/completeness';
import { Failure } from '../../../shared/errors';
import type { ArchiveReader } from '../archive/types';
import { safeStem } from '../bundle/entryNames';
import type { CompanyRepo } from '../db/repositories/company.repo';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import { refusedByDisk } from '../paper/refusedByDisk';
import type { PaperDrawer } from '../paper/types';
import type { Dialogs } from '../ports';
import type { Texts } from '../texts';
import type { CompletenessService } from './completenessService';

export interface CertificateParts {
  readonly completeness: CompletenessService;
  readonly companies: CompanyRepo;
  readonly connections: ConnectionRepo;
  readonly reader: Pick<ArchiveReader, 'run'>;
  readonly newDrawer: () => PaperDrawer;
  readonly dialogs: Dialogs;
  readonly texts: Texts;
  readonly language: () => Promise<Language>;
  readonly version: string;
}
type Order = InputOf<(typeof contract)['save']>;

export interface CertificateService {
  save(order: Order): Promise<{ savedTo?: string }>;
}

export function certificateService(parts: CertificateParts): CertificateService {
  return {
    save: async (order) => {
      const certificate = await certificateOf(parts, order);
      const t = await parts.texts();
      const { source, madeAt } = certificate;
      const stem = safeStem([t('completeness_file'), source.title, madeAt.slice(0, 10)].join(' '));
      const suggestedName = `${stem}.${order.format}`;
      const path = await parts.dialogs.saveFile({ suggestedName, title: t('save_completeness') });
      if (path === null) return {};
      const bytes = order.format === 'pdf' ? await drawn(parts, certificate) : jsonBytes(certificate);
      await writeFile(path, bytes).catch(refusedByDisk);
      return { savedTo: path };
    },
  };
}

async function certificateOf(
  { completeness, companies, connections, reader, version }: CertificateParts,
  { companyId, connectionId }: Order,
): Promise<CompletenessCertificate> {
  const [view, company, connection] = await Promise.all([
    completeness.of(companyId),
    companies.find(companyId),
    connections.find(connectionId),
  ]);
  const source = view.sources.find((one) => one.connectionId === connectionId);
  if (!company || !connection || !source) throw new Failure({ kind: 'user_input', key: 'error.nothing_to_certify' });
  const run = source.runId === undefined ? null : await reader.run(source.runId);
  return {
    kind: 'kontor.completeness',
    v: 1,
    madeAt: view.asOf,
    program: `Kontor ${version}`,
    company: { name: company.name, country: company.country, taxId: company.taxId },
    source: { provider: connection.providerId, title: connection.title, account: connection.identity },
    run: run === null ? null : { id: run.id, finishedAt: run.endedAt ?? null },
    streams: source.streams,
    months: source.months,
  };
}

async function drawn(parts: CertificateParts, certificate: CompletenessCertificate): Promise<Uint8Array> {
  const drawer = parts.newDrawer();
  try {
    return await drawer.drawCompleteness(certificate, await parts.language());
  } finally {
    await drawer.close();
  }
}

const jsonBytes = (certificate: CompletenessCertificate): Uint8Array =>
  Buffer.from(`${JSON.stringify(certificate, null, 2)}\n`, 'utf8');
