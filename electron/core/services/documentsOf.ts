// Puts together what is drawn and handed out: pages of invoices, files inside them, and certificates of completeness.
import type { Host } from '../ports';
import { attachmentService, type AttachmentParts } from './attachmentService';
import { certificateService, type CertificateParts } from './completenessCertificate';
import { completenessService, type CompletenessParts } from './completenessService';
import { paperService, type PaperParts } from './paperService';

type Parts = Omit<PaperParts, 'printer'> & AttachmentParts & CompletenessParts & Omit<CertificateParts, Own>;
type Own = 'completeness' | 'language' | 'version';

interface DocumentParts extends Parts {
  readonly host: Pick<Host, 'printer' | 'version'>;
  readonly settings: { readonly language: CertificateParts['language'] };
}

export function documentsOf(parts: DocumentParts) {
  const { host, settings } = parts;
  const completeness = completenessService(parts);
  return {
    papers: paperService({ ...parts, printer: host.printer }),
    attachments: attachmentService(parts),
    completeness,
    certificates: certificateService({ ...parts, completeness, language: settings.language, version: host.version }),
  };
}
