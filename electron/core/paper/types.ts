// What the worker that draws invoices offers to main.
import type { CompletenessCertificate } from '../../../shared/domain/completenessCertificate';
import type { Language } from '../../../shared/domain/ids';
import type { YearOfReports } from '../../../shared/domain/yearOfReports';
import type { PaperFacts } from './paperFacts';

export interface PaperDrawer {
  /** The bytes of the PDF. */
  draw(facts: PaperFacts): Promise<Uint8Array>;
  /** The certificate of completeness; the bytes of the PDF. */
  drawCompleteness(facts: CompletenessCertificate, language: Language): Promise<Uint8Array>;
  /** A year of reports; the bytes of the PDF. */
  drawYear(facts: YearOfReports, language: Language): Promise<Uint8Array>;
  /** Writes it into the folder under this name, or under the next free one; the same bytes are not written twice. Answers the name. */
  drawInto(facts: PaperFacts, folder: string, stem: string): Promise<string>;
  close(): Promise<void>;
}
