// What the worker that draws invoices offers to main.
import type { PaperFacts } from './paperFacts';

export interface PaperDrawer {
  /** The bytes of the PDF. */
  draw(facts: PaperFacts): Promise<Uint8Array>;
  /** Writes it into the folder under this name, or under the next free one; the same bytes are not written twice. Answers the name. */
  drawInto(facts: PaperFacts, folder: string, stem: string): Promise<string>;
  close(): Promise<void>;
}
