// What a sales form offers in a country: its currency, its rates of VAT, the words of its firms. What a format asks for is said by its findings.
import type { SalesVat } from './salesInvoice';

type Treatment = Exclude<SalesVat['treatment'], 'taxed' | 'oss' | 'margin'>;

export interface SaleRules {
  readonly currency: string;
  readonly unit: string;
  /** In percent, the usual one first. */
  readonly rates: readonly [string, ...string[]];
  readonly treatments: readonly Treatment[];
  /** NIP, KSeF, split payment, gross prices, exchange rates of the national bank: Polish law knows them, the others do not. */
  readonly isPolish: boolean;
}

const COMMON = ['zero', 'exempt', 'reverse_charge', 'intra_union', 'export'] as const;

const POLAND: SaleRules = {
  currency: 'PLN',
  unit: 'szt.',
  rates: ['23', '8', '5'],
  treatments: [...COMMON, 'outside', 'outside_service'],
  isPolish: true,
};
const ESTONIA: SaleRules = {
  currency: 'EUR',
  unit: 'tk',
  rates: ['24', '13', '9'],
  treatments: COMMON,
  isPolish: false,
};
const GERMANY: SaleRules = { ...ESTONIA, unit: 'Stk.', rates: ['19', '7'] };

export function saleRules(country: string): SaleRules {
  if (country === 'PL') return POLAND;
  return country === 'DE' ? GERMANY : ESTONIA;
}
