// What a look through a company's folder finds.

export type DamageKey =
  /** Bytes of a file, or of something in it, are not those that were stored. */
  | 'archive.file_changed'
  | 'archive.file_missing'
  /** A link names another one before it than the one that is there. */
  | 'archive.link_broken';

export interface Damage {
  /** Below the company's folder, with '/'. */
  readonly file: string;
  readonly key: DamageKey;
  /** Originals in it that can no longer be read. */
  readonly originals: number;
  /** Of a segment: where its documents came from, and the dates that they are of. */
  readonly sources: readonly DamagedSource[];
  /** Connections that brought the originals that are lost, as long as every one of them can be named; none: nothing in it is lost. */
  readonly asks: readonly string[] | null;
}

export interface DamagedSource {
  readonly connectionId: string;
  readonly from: string;
  readonly to: string;
}

export interface CompanyProof {
  readonly companyId: string;
  readonly links: number;
  readonly originals: number;
  /** Bundles, reports, sent invoices, exports of tills. */
  readonly files: number;
  readonly bytes: number;
  readonly damages: readonly Damage[];
}

/** What the rows say of a company: how far its chain goes, and with which hash it ends. */
export interface ChainHead {
  readonly companyId: string;
  readonly seq: number;
  readonly head: string;
  readonly recordsBytes: number;
}
