// What the folder holds: every file with its size, its SHA-256 and the line of the chain that names it. Written as the files are, so that
// a hundred thousand of them need no memory. Beside it the same hashes for `sha256sum -c`.
import type { AuditFolder, GrowingFile, WrittenFile } from './auditFolder';
import type { AuditCompany } from './picked';
import type { AuditOrder } from './types';
import type { ChainDone } from './writeChain';

export const MANIFEST_FILE = 'manifest.json';
export const SUMS_FILE = 'SHA256SUMS';

export class ManifestWriter {
  private readonly manifest: GrowingFile;
  private readonly sums: GrowingFile;
  private readonly head: string;
  private files = 0;

  constructor(folder: AuditFolder, order: AuditOrder, company: AuditCompany) {
    this.manifest = folder.open(MANIFEST_FILE);
    this.sums = folder.open(SUMS_FILE);
    this.head = company.head;
    const { companyId: id, name, country, taxId } = company;
    const about = {
      format: 'kontor-audit',
      v: 1,
      company: { id, name, country, taxId },
      period: { from: order.from, to: order.to },
      madeAt: order.at,
      program: `Kontor ${order.version}`,
    };
    this.manifest.add(`${JSON.stringify(about, null, 1).slice(0, -2)},\n "files": [`);
  }

  /** `line`: of the chain; 0 when no link names it. */
  add({ path, bytes, sha256 }: WrittenFile, line: number): void {
    const entry = { path, bytes, sha256, ...(line === 0 ? {} : { line }) };
    this.manifest.add(`${this.files === 0 ? '' : ','}\n  ${JSON.stringify(entry)}`);
    this.sums.add(`${sha256}  ${path}\n`);
    this.files += 1;
  }

  /** Answers the hash of the manifest. */
  finish({ links, told, lost }: ChainDone): string {
    const chain = { links, told, head: this.head };
    this.manifest.add(`\n ],\n "chain": ${JSON.stringify(chain)},\n "lost": ${JSON.stringify(lost)}\n}\n`);
    const { sha256 } = this.manifest.finish();
    this.sums.add(`${sha256}  ${MANIFEST_FILE}\n`);
    this.sums.finish();
    return sha256;
  }

  close(): void {
    this.manifest.close();
    this.sums.close();
  }
}
