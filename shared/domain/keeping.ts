// How long the law wants invoices kept, counted in whole years after the year of the invoice. At least so long: a tax that is still open
// keeps them longer.

const YEARS = {
  /** Until the tax is out of time (art. 112 of the VAT Act): five years from the end of the year in which it fell due (art. 70 § 1 of the Tax Ordinance). */
  PL: 5,
  /** § 147 (3) AO, § 14b UStG: posting vouchers and invoices eight years; books and annual accounts ten. */
  DE: 8,
  /** Accounting Act § 12: source documents seven years. */
  EE: 7,
} as const;

/** The last year in which an invoice of this month is still to be kept. */
export function keptThrough(country: keyof typeof YEARS, month: string): number {
  return Number(month.slice(0, 4)) + YEARS[country];
}
