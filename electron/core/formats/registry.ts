// Finds the format of an original by its first bytes.
import type { InvoiceFormat } from './format';

export const formats: readonly InvoiceFormat[] = [];

export function formatFor(bytes: Uint8Array): InvoiceFormat | null {
  return formats.find((format) => format.detect(bytes.subarray(0, 4096))) ?? null;
}
