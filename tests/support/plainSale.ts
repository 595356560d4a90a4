// The plainest sale that KSeF takes; tests change what they are about.
import type { SalesInvoice, SalesVat } from '../../shared/domain/salesInvoice';

export const VAT_23: SalesVat = { treatment: 'taxed', percent: '23' };

export const plainSale: SalesInvoice = {
  kind: 'invoice',
  number: 'FV/2026/11/001',
  issueDate: '2026-11-20',
  currency: 'PLN',
  seller: {
    identity: { type: 'nip', nip: '5265877635' },
    name: 'Zakład Kowalstwa Artystycznego Sp. z o.o.',
    address: { country: 'PL', line1: 'ul. Kuźnicza 5', line2: '00-001 Warszawa' },
  },
  buyer: {
    identity: { type: 'nip', nip: '9662345671' },
    name: 'Ogrody Miejskie S.A.',
    address: { country: 'PL', line1: 'ul. Lipowa 1' },
    isLocalGovernmentUnit: false,
    isVatGroupMember: false,
  },
  otherParties: [],
  prices: 'net',
  lines: [{ name: 'brama kuta', quantity: '1', unit: 'szt.', price: '1000', vat: VAT_23 }],
  received: [],
  receipts: [],
  advances: [],
  annotations: {
    cashMethod: false,
    selfBilling: false,
    splitPayment: false,
    reverseCharge: false,
    triangular: false,
    toReceipt: false,
    relatedParties: false,
  },
  payment: { parts: [], dueOn: ['2026-12-04'], accounts: [], factorAccounts: [] },
  charges: [],
  deductions: [],
  orders: [],
  contracts: [],
  deliveryNotes: [],
  notes: [],
  footer: [],
};
