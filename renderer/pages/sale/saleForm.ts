// What every part of the form knows: the invoice as it is written, how to change it, and what is to be said at a field.
import { createContext, useContext, type ReactNode } from 'react';
import type { SaleRules } from '../../../shared/domain/saleRules';
import type { SalesInvoice, SalesVat } from '../../../shared/domain/salesInvoice';

export interface SaleForm {
  readonly companyId: string;
  /** What the company's country offers. */
  readonly rules: SaleRules;
  readonly invoice: SalesInvoice;
  /** The number that was offered; empty where one was there already. */
  readonly offered: string;
  readonly patch: (changes: Partial<SalesInvoice>) => void;
  /** For what goes away altogether. */
  readonly replace: (invoice: SalesInvoice) => void;
  /** What is to be said at a field that stands for these places: what is wrong, or what is worth a look. */
  readonly at: (...paths: readonly string[]) => { readonly problem?: ReactNode; readonly remark?: ReactNode };
}
export const SaleFormContext = createContext<SaleForm | undefined>(undefined);

export function useSaleForm(): SaleForm {
  const form = useContext(SaleFormContext);
  if (!form) throw new Error('Parts of the form are drawn in a form');
  return form;
}

/** Places that a field of the form shows by itself; findings elsewhere are listed at the end. */
const AT_FIELDS: readonly RegExp[] = [
  /^(number|issueDate|saleDate|currency|exchangeRate)$/,
  /^buyer\.(name|registryCode|identity|identity\.(nip|number|country)|address|address\.(line1|line2|country))$/,
  /^seller\.(name|registryCode|identity|identity\.(nip|number|country)|address|address\.(line1|line2))$/,
  /^lines\.\d+\.(name|quantity|unit|price|amount|vat|vat\.percent)$/,
  /^received\.\d+\.(gross|vat|vat\.percent)$/,
  /^payment\.(dueOn\.0|method|accounts|accounts\.0\.number|paidOn|reference)$/,
  /^correction\.reason$/,
  /^annotations\.exemption(\.text)?$/,
  /^footer\.0$/,
];
export const isAtField = (path: string): boolean => AT_FIELDS.some((place) => place.test(path));

const TREATMENTS = ['zero', 'exempt', 'reverse_charge', 'intra_union', 'export', 'outside', 'outside_service'] as const;

/** One word for a way of taxing, as a select knows it. */
export const wordOf = (vat: SalesVat): string =>
  vat.treatment === 'taxed' ? vat.percent : vat.treatment === 'oss' ? `oss ${vat.percent}` : vat.treatment;
export const vatFrom = (word: string): SalesVat => {
  const treatment = TREATMENTS.find((each) => each === word);
  if (treatment !== undefined) return { treatment };
  return word.startsWith('oss ')
    ? { treatment: 'oss', percent: word.slice(4) }
    : word === 'margin'
      ? { treatment: 'margin' }
      : { treatment: 'taxed', percent: word };
};
