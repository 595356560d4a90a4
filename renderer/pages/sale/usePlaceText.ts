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

/** Which field a finding is about, in the form's own words; nothing for the invoice as a whole. */
export function usePlaceText(): (path: string) => string {
  const { t } = useTranslation('selling');
  return (path) => {
    const [, line] = /^lines\.(\d+)/.exec(path) ?? [];
    if (line !== undefined) return t('lines.line', { no: Number(line) + 1 });
    const part = PARTS.find(([start]) => path === start || path.startsWith(`${start}.`));
    return part === undefined ? '' : t(part[1]);
  };
}
