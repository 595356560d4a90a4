// Puts together what is drawn and handed out: pages of invoices, files inside them, and certificates of completeness.
import type { ConfigDatabase } from '../db/openDatabase';
import { scheduleRepo } from '../db/repositories/schedule.repo';
import type { StoreClock } from '../db/storeClock';
import type { Host } from '../ports';
import { attachmentService, type AttachmentParts } from './attachmentService';
import { certificateService, type CertificateParts } from './completenessCertificate';
import { completenessService, type CompletenessParts } from './completenessService';
import { paperService, type PaperParts } from './paperService';
import { yearService, type YearParts } from './year/yearService';

type Parts = Omit<PaperParts, 'printer'> &
  AttachmentParts &
  CompletenessParts &
  Omit<CertificateParts, Own> &
  Omit<YearParts, Own>;
type Own = 'completeness' | 'language' | 'version' | 'hasFiles' | 'schedules';

interface DocumentParts extends Parts {
  readonly host: Pick<Host, 'printer' | 'version'>;
  readonly db: ConfigDatabase;
  readonly storeClock: StoreClock;
  readonly settings: { readonly language: CertificateParts['language'] };
}

export function documentsOf(parts: DocumentParts) {
  const { host, settings } = parts;
  const completeness = completenessService(parts);
  const own = { language: settings.language, version: host.version };
  return {
    papers: paperService({ ...parts, printer: host.printer }),
    attachments: attachmentService(parts),
    completeness,
    certificates: certificateService({ ...parts, ...own, completeness }),
    year: yearService({
      ...parts,
      ...own,
      schedules: scheduleRepo(parts.db, parts.storeClock),
      hasFiles: (id) => parts.manifestOf(id).files !== undefined,
    }),
  };
}
