// By which words two sources speak of the same invoice.
import type { Direction } from '../../../../shared/domain/invoice';
import { hasKsefNumberShape, normaliseKsefNumber } from '../../../../shared/domain/ksefNumber';
import { fold } from '../../../../shared/lib/fold';

/** `PL 525-244-57-67` and `5252445767` are one. */
export function bareTaxId(taxId: string | undefined | null): string | null {
  const bare = (taxId ?? '')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^[A-Z]{2}(?=\d)/, '');
  return bare === '' ? null : bare;
}

/**
 * `FV 10/2026/081`, `FV10-2026-081` and `fv/10/2026/081` are one number: runs of letters and of digits, without what stands between
 * them. Leading zeros count: to some sellers 01/10 and 1/10 are two invoices.
 */
export function numberKey(number: string): string {
  return (fold(number).match(/\p{L}+|\p{N}+/gu) ?? []).join('/');
}

/** Corrections have a count of their own with many sellers. A program that does not tell a correction shows it by its sign. */
export function isCorrectionLike(kind: string, gross: number): boolean {
  return kind.endsWith('correction') || gross < 0;
}

interface Told {
  readonly direction: Direction;
  readonly sellerTaxId: string | undefined;
  readonly kind: string;
  readonly gross: number;
  /** As the seller wrote it; never a name that stands in for it. */
  readonly number: string | undefined;
}

/** Seller, kind and number; of a sale the seller is the company itself, whether the record names it or not. */
export function matchKey({ direction, sellerTaxId, kind, gross, number }: Told): string | null {
  const seller = direction === 'sale' ? '=' : bareTaxId(sellerTaxId);
  const key = numberKey(number ?? '');
  if (seller === null || key === '') return null;
  return `${seller} ${isCorrectionLike(kind, gross) ? 'c' : 'i'} ${key}`;
}

export function ksefNumberKey(remoteNumber: string | null): string | null {
  if (remoteNumber === null || remoteNumber.length < 35 || remoteNumber.length > 40) return null;
  const text = normaliseKsefNumber(remoteNumber);
  return hasKsefNumberShape(text) ? text : null;
}
