// Puts together what is drawn and handed out: pages of invoices, files inside them and at their services, and certificates of completeness.
import type { Host } from '../ports';
import { attachmentService, type AttachmentParts } from './attachmentService';
import { certificateService, type CertificateParts } from './completenessCertificate';
import { completenessService, type CompletenessParts } from './completenessService';
import { paperService, type PaperParts } from './paperService';
import { sourceFileService, type SourceFileParts } from './sourceFileService';

type Parts = Omit<PaperParts, 'printer'> &
  AttachmentParts &
  SourceFileParts &
  CompletenessParts &
  Omit<CertificateParts, Own>;
type Own = 'completeness' | 'language' | 'version';

interface DocumentParts extends Parts {
  readonly host: Pick<Host, 'printer' | 'version'>;
  readonly settings: { readonly language: CertificateParts['language'] };
}

export function documentsOf(parts: DocumentParts) {
  const { host, settings } = parts;
  const completeness = completenessService(parts);
  const papers = paperService({ ...parts, printer: host.printer });
  const attachments = attachmentService(parts);
  const sourceFiles = sourceFileService(parts);
  return {
    papers,
    attachments,
    sourceFiles,
    completeness,
    /** Ends what is being drawn or fetched; nothing that was shown stays. */
    stop: async () => {
      await papers.stop();
      await sourceFiles.stop();
      await attachments.forget();
    },
    certificates: certificateService({ ...parts, completeness, language: settings.language, version: host.version }),
  };
}
