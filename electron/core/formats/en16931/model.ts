// An invoice of EN 16931 whichever syntax it is written in: one shape for the common model and for the page. Comments name the
// standard's business terms where the member does not.
import type { XmlElement } from '../xml/xmlElement';

export interface Leaf {
  readonly text: string;
  /** Of an identifier or a code: whose it is. */
  readonly scheme?: string;
  readonly currency?: string;
  readonly unit?: string;
}
type Maybe = Leaf | undefined;

export interface EnParty {
  readonly name: Maybe;
  readonly tradingName: Maybe;
  readonly ids: readonly Leaf[];
  readonly registryCode: Maybe;
  readonly vatNumber: Maybe;
  readonly taxNumber: Maybe;
  readonly legal: Maybe;
  readonly electronic: Maybe;
  readonly address: readonly string[];
  readonly country: Maybe;
  readonly contactName: Maybe;
  readonly phone: Maybe;
  readonly email: Maybe;
}

export interface EnAllowance {
  readonly isCharge: boolean;
  readonly amount: Maybe;
  readonly base: Maybe;
  readonly percent: Maybe;
  readonly reason: Maybe;
  readonly reasonCode: Maybe;
  readonly category: Maybe;
  readonly rate: Maybe;
}

export interface EnTax {
  readonly base: Maybe;
  readonly tax: Maybe;
  readonly category: Maybe;
  readonly rate: Maybe;
  readonly reason: Maybe;
  readonly reasonCode: Maybe;
}

export interface EnLine {
  readonly id: Maybe;
  readonly notes: readonly Leaf[];
  readonly object: Maybe;
  readonly quantity: Maybe;
  readonly net: Maybe;
  readonly orderLine: Maybe;
  readonly accounting: Maybe;
  readonly periodFrom: Maybe;
  readonly periodTo: Maybe;
  readonly allowances: readonly EnAllowance[];
  readonly price: Maybe;
  readonly grossPrice: Maybe;
  readonly priceDiscount: Maybe;
  readonly baseQuantity: Maybe;
  readonly category: Maybe;
  readonly rate: Maybe;
  readonly name: Maybe;
  readonly description: Maybe;
  readonly sellerId: Maybe;
  readonly buyerId: Maybe;
  readonly standardId: Maybe;
  readonly classifications: readonly Leaf[];
  readonly origin: Maybe;
  readonly attributes: readonly { readonly name: Maybe; readonly value: Maybe }[];
}

export interface EnAccount {
  readonly number: Maybe;
  readonly name: Maybe;
  readonly bic: Maybe;
}

export interface EnMeans {
  readonly code: Maybe;
  readonly words: Maybe;
  readonly reference: Maybe;
  readonly due: Maybe;
  readonly accounts: readonly EnAccount[];
  readonly card: Maybe;
  readonly cardHolder: Maybe;
  readonly mandate: Maybe;
  readonly debited: Maybe;
}

/** BG-24: a file inside, a link to one, or a mere reference. */
export interface EnDocument {
  readonly id: Maybe;
  readonly description: Maybe;
  readonly link: Maybe;
  readonly content: XmlElement | undefined;
  readonly fileName: string | undefined;
  readonly mediaType: string | undefined;
}

export interface EnInvoice {
  readonly isCreditNote: boolean;
  readonly number: Maybe;
  readonly issueDate: Maybe;
  readonly typeCode: Maybe;
  readonly currency: Maybe;
  readonly taxCurrency: Maybe;
  readonly taxPoint: Maybe;
  readonly dueDate: Maybe;
  readonly deliveryDate: Maybe;
  readonly periodFrom: Maybe;
  readonly periodTo: Maybe;
  readonly buyerReference: Maybe;
  readonly buyerAccounting: Maybe;
  readonly project: Maybe;
  readonly contract: Maybe;
  readonly order: Maybe;
  readonly salesOrder: Maybe;
  readonly receipt: Maybe;
  readonly despatch: Maybe;
  readonly tender: Maybe;
  readonly object: Maybe;
  readonly terms: readonly Leaf[];
  readonly notes: readonly Leaf[];
  readonly process: Maybe;
  readonly specification: Maybe;
  readonly preceding: readonly { readonly number: Maybe; readonly date: Maybe }[];
  readonly seller: EnParty | undefined;
  readonly buyer: EnParty | undefined;
  readonly payee: EnParty | undefined;
  readonly taxRepresentative: EnParty | undefined;
  readonly delivery: EnParty | undefined;
  readonly creditorId: Maybe;
  readonly means: readonly EnMeans[];
  readonly allowances: readonly EnAllowance[];
  readonly taxes: readonly EnTax[];
  readonly lines: readonly EnLine[];
  readonly documents: readonly EnDocument[];
  readonly lineSum: Maybe;
  readonly allowanceSum: Maybe;
  readonly chargeSum: Maybe;
  readonly net: Maybe;
  readonly vat: Maybe;
  /** BT-111: in the currency of the VAT. */
  readonly vatConverted: Maybe;
  readonly gross: Maybe;
  readonly prepaid: Maybe;
  readonly rounding: Maybe;
  readonly payable: Maybe;
}
