// An FA(3) invoice before it is written down. Amounts in grosze, prices in ten-thousandths, quantities in thousandths.
import type { Party, Seller } from './parties';

export type InvoiceKind = 'VAT' | 'KOR' | 'ZAL' | 'ROZ' | 'UPR' | 'KOR_ZAL' | 'KOR_ROZ';
export type Rate = '23' | '8' | '5' | '0 KR' | '0 WDT' | '0 EX' | 'zw' | 'oo' | 'np I' | 'np II' | 'margin';

export interface Line {
  readonly no: number;
  readonly name: string;
  readonly index?: string;
  readonly cn?: string | undefined;
  readonly pkwiu?: string | undefined;
  readonly unit: string;
  readonly quantity: number;
  readonly price: number;
  readonly discount?: number;
  /** Net value, or gross value when `isGross`. */
  readonly value: number;
  readonly isGross: boolean;
  readonly rate: Rate;
  readonly isAnnex15?: boolean | undefined;
  readonly exchangeRate?: number | undefined;
  readonly saleDate?: string;
  /** The state before a correction. */
  readonly isBefore?: boolean;
}

export interface Sum {
  readonly rate: Rate;
  readonly net: number;
  readonly vat: number;
  /** The tax in zloty, on invoices in another currency. */
  readonly vatPln?: number | undefined;
}

export interface Reference {
  readonly number: string;
  readonly issueDate: string;
  readonly ksefNumber: string;
}

export interface Correction {
  readonly reason: string;
  readonly type: 1 | 2 | 3;
  readonly original: Reference;
  readonly formerBuyer?: Party;
  /** Amount before the correction (advances and settlements). */
  readonly formerTotal?: number;
}

export type Payment =
  | { readonly type: 'paid'; readonly on: string; readonly form: number }
  | {
      readonly type: 'partly';
      readonly amount: number;
      readonly on: string;
      readonly due: string;
      readonly form: number;
    }
  | { readonly type: 'due'; readonly due: string; readonly form: number };

export interface Attachment {
  readonly heading: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly tables: readonly {
    readonly title: string;
    readonly columns: readonly (readonly [string, 'txt' | 'int' | 'dec' | 'date'])[];
    readonly rows: readonly (readonly string[])[];
    readonly sum?: readonly string[];
  }[];
}

export interface ThirdParty {
  readonly party: Party;
  readonly role: number;
}

/** How a seller's program writes XML. */
export interface WritingStyle {
  readonly program: string;
  readonly indent: string;
  readonly eol: '\n' | '\r\n';
  readonly prefix: string;
  readonly isTrimmed: boolean;
  readonly hasProlog: boolean;
}

export interface InvoiceModel {
  readonly kind: InvoiceKind;
  readonly style: WritingStyle;
  readonly seller: Seller;
  readonly buyer: Party;
  readonly buyerNumber?: string;
  readonly thirds: readonly ThirdParty[];
  readonly representative?: Seller;
  readonly createdAt: string;
  readonly currency: string;
  readonly issueDate: string;
  readonly number: string;
  readonly saleDate?: string;
  readonly period?: { readonly from: string; readonly to: string };
  readonly sums: readonly Sum[];
  readonly total: number;
  readonly isCashMethod: boolean;
  readonly isSplitPayment: boolean;
  readonly isReverseCharge: boolean;
  readonly isSelfBilled: boolean;
  readonly exemption?: string;
  readonly isMargin: boolean;
  readonly correction?: Correction;
  readonly advances: readonly Reference[];
  readonly notes: readonly (readonly [string, string])[];
  readonly lines: readonly Line[];
  readonly orderLines: readonly Line[];
  readonly deductions?: { readonly amount: number; readonly reason: string };
  readonly payment?: Payment;
  readonly order?: { readonly number: string; readonly date: string };
  readonly deliveryTerms?: string;
  readonly attachment?: Attachment;
}
