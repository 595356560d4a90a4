// What a person should look at in an E-arve. None of it refuses an invoice.
import type { Party } from '../../../../shared/domain/invoice';
import { isEstonianRegistryCode } from '../../../../shared/domain/registryCode';
import { moneyText } from '../read/amounts';
import { addFinding, type Reading, textOf } from '../read/values';
import type { XmlElement } from '../xml/xmlElement';
import { Figures } from '../read/figures';

/** The attribute routes the invoice, the party's own code names it: both should be one. */
export function checkCodes(reading: Reading, invoice: XmlElement, seller: Party, buyer: Party): void {
  const sent = differing(sellerCode(invoice), seller);
  if (sent !== null) addFinding(reading, 'seller_code_differs', sent);
  const routed = differing(plain(invoice.attribute('regNumber')), buyer);
  if (routed !== null) addFinding(reading, 'buyer_code_differs', routed);
  for (const { registryCode: code, name } of [seller, buyer]) {
    // Persons have eleven digits and foreigners anything: only what looks like a registry code is held against its check digit.
    if (code !== undefined && /^\d{8}$/.test(code) && !isEstonianRegistryCode(code)) {
      addFinding(reading, 'registry_code_checksum', { code, name });
    }
  }
}

function differing(code: string | undefined, { registryCode: own }: Party): { code: string; own: string } | null {
  return code === undefined || own === undefined || code === own ? null : { code, own };
}

/** The schema's small n, and what many programs write. */
export function sellerCode(invoice: XmlElement): string | undefined {
  return plain(invoice.attribute('sellerRegnumber') ?? invoice.attribute('sellerRegNumber'));
}

function plain(text: string | undefined): string | undefined {
  const token = text?.trim();
  return token === '' ? undefined : token;
}

export function checkTest(reading: Reading, header: XmlElement | undefined): void {
  if (textOf(header, 'Test') === 'YES') addFinding(reading, 'test_invoice', {});
}

/** The footer speaks of the file; in 1.0 the header does. A file without either has nothing to compare. */
export function checkFooter(figures: Figures, root: XmlElement): void {
  const { reading, currency } = figures;
  const footer = root.child('Footer') ?? root.child('Header');
  const invoices = root.children('Invoice');
  const count = textOf(footer, 'TotalNumberInvoices');
  if (count !== undefined && Number(count) !== invoices.length) {
    addFinding(reading, 'footer_count_differs', { stated: count.slice(0, 20), found: String(invoices.length) });
  }
  const stated = figures.minor(footer, 'TotalAmount');
  if (stated === undefined) return;
  // Whatever cannot be read there is told by its own invoice.
  const silent = new Figures({ findings: [] }, currency);
  const groups = invoices.map((invoice) => invoice.child('InvoiceSumGroup'));
  // Some sum up what the invoices cost, others what is left to pay; in ordinary files both are the same.
  const sums = (['TotalSum', 'TotalToPay'] as const).map((name) =>
    groups.reduce((sum, group) => sum + (silent.minor(group, name) ?? silent.minor(group, 'TotalSum') ?? 0), 0),
  );
  if (sums.some((sum) => Math.abs(sum - stated) <= 1)) return;
  addFinding(reading, 'footer_sum_differs', {
    stated: moneyText(stated, currency),
    sum: moneyText(sums[0] ?? 0, currency),
    currency,
  });
}
