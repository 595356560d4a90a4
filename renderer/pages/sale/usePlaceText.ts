import { useTranslation } from 'react-i18next';

/** Names of the form's parts by the beginning of a finding's place. */
const PARTS = [
  ['number', 'head.number'],
  ['issueDate', 'head.issue_date'],
  ['saleDate', 'head.sale_date'],
  ['currency', 'head.currency'],
  ['exchangeRate', 'head.exchange_rate'],
  ['buyer', 'buyer.title'],
  ['seller', 'more.seller'],
  ['received', 'received.title'],
  ['payment.accounts', 'payment.account'],
  ['payment', 'payment.title'],
  ['correction.reason', 'head.reason'],
  ['annotations.exemption', 'more.exemption'],
  ['footer', 'more.footer'],
] as const;

/** A line has several fields: which one it is. */
const OF_LINE = [
  ['name', 'lines.name'],
  ['quantity', 'lines.quantity'],
  ['unit', 'lines.unit'],
  ['price', 'lines.price'],
  ['vat', 'lines.vat'],
] as const;

/** And so has the buyer. */
const OF_BUYER = [
  ['buyer.name', 'buyer.name'],
  ['buyer.identity.nip', 'identity.nip'],
  ['buyer.address.line1', 'buyer.street'],
  ['buyer.address.line2', 'buyer.town'],
  ['buyer.address.country', 'buyer.country'],
] as const;

const isAt = (path: string, start: string): boolean => path === start || path.startsWith(`${start}.`);

/** Which field a finding is about, in the form's own words; nothing for the invoice as a whole. */
export function usePlaceText(): (path: string) => string {
  const { t } = useTranslation('selling');
  return (path) => {
    const [, line, field = ''] = /^lines\.(\d+)(?:\.(.+))?$/.exec(path) ?? [];
    if (line !== undefined) {
      const named = OF_LINE.find(([start]) => isAt(field, start));
      return [t('lines.line', { no: Number(line) + 1 }), ...(named ? [t(named[1])] : [])].join(', ');
    }
    const part = PARTS.find(([start]) => isAt(path, start));
    if (part === undefined) return '';
    const named = OF_BUYER.find(([start]) => isAt(path, start));
    return [t(part[1]), ...(named ? [t(named[1])] : [])].join(', ');
  };
}
