// What an archive from outside may cost us. Reached limits are refused before memory or disk is spent.
import { refused } from '../failures';

export interface PackageLimits {
  readonly maxEntries: number;
  readonly maxEntryBytes: number;
  readonly maxTotalBytes: number;
  /** Plain bytes per packed byte, looked at from `ratioFromBytes` on: small texts may pack very well. */
  readonly maxRatio: number;
  readonly ratioFromBytes: number;
}

/** A KSeF package holds at most 10,000 invoices and its index; an invoice with attachments is at most 3 MB. */
export const PACKAGE_LIMITS: PackageLimits = {
  maxEntries: 50_000,
  maxEntryBytes: 64 * 1024 * 1024,
  maxTotalBytes: 32 * 1024 * 1024 * 1024,
  maxRatio: 250,
  ratioFromBytes: 1024 * 1024,
};

/** Of files that we have written: whatever was taken in must come out of them again, also what packs very well. */
export const OWN_LIMITS: PackageLimits = { ...PACKAGE_LIMITS, maxEntries: 1_000_000, maxRatio: Infinity };

/** Adds up entries and refuses the one that breaks a limit. */
export class LimitGuard {
  private readonly limits: PackageLimits;
  private entries = 0;
  private total = 0;

  constructor(limits: PackageLimits) {
    this.limits = limits;
  }

  add(name: string, bytes: number, packedBytes: number): void {
    const { maxEntries, maxEntryBytes, maxTotalBytes, maxRatio, ratioFromBytes } = this.limits;
    this.entries += 1;
    this.total += bytes;
    if (this.entries > maxEntries) throw refused('archive.too_big', { limit: 'entries', max: maxEntries });
    if (bytes > maxEntryBytes) throw refused('archive.too_big', { limit: 'entry', name, max: maxEntryBytes });
    if (this.total > maxTotalBytes) throw refused('archive.too_big', { limit: 'total', max: maxTotalBytes });
    if (bytes >= ratioFromBytes && bytes > packedBytes * maxRatio)
      throw refused('archive.too_big', { limit: 'ratio', name, max: maxRatio });
  }
}

/** Names that could leave the folder they are unpacked into, or mean another file on another system, are refused. */
export function checkEntryName(name: string): void {
  const isBad =
    name === '' ||
    name.length > 1024 ||
    name.startsWith('/') ||
    name.includes('\\') ||
    name.includes('\0') ||
    /^[A-Za-z]:/.test(name) ||
    name.split('/').some((step) => step === '..' || step === '.');
  if (isBad) throw refused('archive.bad_entry_name', { name: JSON.stringify(name).slice(0, 200) });
}
