// What the import's worker offers to main, and what both write into the folder of an import.
import { z } from 'zod';
import { ImportRow, TakenState, type ImportTable } from '../../../shared/contract/imports';
import type { ImportEncoding, ImportMapping, ImportSeparator } from '../../../shared/domain/importTable';
import type { MessageParams } from '../../../shared/errors';
import type { PageItem } from '../providers/sdk/pages';

/** A file that is not read at all, and why. */
export interface Refusal {
  readonly file: string;
  readonly reason: { readonly key: string; readonly params: MessageParams };
}

/** A copy in the import's folder: what happens to the original file afterwards changes nothing. */
export interface StagedFile {
  /** In the import's folder. */
  readonly path: string;
  /** As a person knows it: `costs.zip › march.csv`. */
  readonly name: string;
  readonly sha256: string;
  readonly kind: 'table' | 'document';
  /** Of a table. */
  readonly encoding?: ImportEncoding;
  readonly separator?: ImportSeparator;
  readonly signature?: string;
}

export type TableLook = Omit<ImportTable, 'isRemembered'>;

export interface Staged {
  readonly files: readonly StagedFile[];
  readonly tables: readonly TableLook[];
  readonly refusals: readonly Refusal[];
}

export interface CompanyFacts {
  readonly name: string;
  readonly country: string;
  readonly taxId: string | null;
}

export interface Reading {
  readonly signature: string;
  readonly mapping: ImportMapping;
}

/** By what the archive knows whether it has a document already. */
export interface Candidate {
  readonly row: Omit<ImportRow, 'state'>;
  readonly sha256: string;
  /** The same for what says the same of an invoice, whatever file it lies in. */
  readonly print: string;
  readonly matchKey: string | null;
  readonly ksefNumber: string | null;
  readonly side?: 'sale' | 'purchase';
  readonly item: PageItem;
}

/** A line of a page of documents in the import's folder, once compared. */
export const PlannedLine = z.object({
  state: ImportRow.shape.state,
  key: z.string(),
  /** Whose invoice it is, where the person said so; else the tax ids tell. */
  side: z.enum(['sale', 'purchase']).optional(),
  item: z.unknown(),
});
export type PlannedLine = z.infer<typeof PlannedLine>;

/** Written before the folder gets the name under which the run finds it: from then on the import is confirmed. */
export const ImportOrder = z.strictObject({
  id: z.string(),
  take: z.array(TakenState),
  except: z.array(z.string()),
  pages: z.int(),
});
export type ImportOrder = z.infer<typeof ImportOrder>;

export interface Planned {
  readonly pages: number;
  readonly documents: number;
  /** Rows that were written for the screen already: never to be stored. */
  readonly known: number;
  readonly unreadable: number;
  /** Documents that the same import holds twice with different contents. */
  readonly doubled: readonly string[];
}

type OnProgress = (done: number, total: number | null) => void;

export interface Stager {
  /** Copies the files, opens ZIPs, finds out what they are. `done` counts bytes. */
  stage(
    order: { readonly paths: readonly string[]; readonly folder: string; readonly company: CompanyFacts },
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<Staged>;
  /** The head of a table once more, read in another way. */
  look(
    order: { readonly file: StagedFile; readonly encoding: ImportEncoding; readonly separator: ImportSeparator },
    company: CompanyFacts,
  ): Promise<TableLook>;
  /** Reads every document and writes pages of candidates. `done` counts documents. */
  plan(
    order: {
      readonly folder: string;
      readonly files: readonly StagedFile[];
      readonly readings: readonly Reading[];
      /** Files that were not read at all. */
      readonly refusals: readonly Refusal[];
      readonly company: CompanyFacts;
      readonly at: string;
    },
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<Planned>;
  close(): Promise<void>;
}
