import { useTranslation } from 'react-i18next';
import type { InvoiceLine, ParsedInvoice, Party } from '../../../shared/domain/invoice';
import type { z } from 'zod';
import { groupTaxId } from '../../../shared/domain/grouping';
import { useFormats } from '../../ui/formatsContext';
import styles from './Paper.module.css';

type Invoice = z.infer<typeof ParsedInvoice>;
/** Longer invoices are cut in the pane and whole in the large view. */
const LINES_IN_PANE = 30;

export function Paper({ invoice, isWhole = false }: { readonly invoice: Invoice; readonly isWhole?: boolean }) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const { t: any } = useTranslation();
  // `format.note.contract` is a key of ours; anything else is the document's own word.
  const labelOf = (label: string): string =>
    label.startsWith('format.note.')
      ? any(label.slice('format.'.length), { ns: 'format', defaultValue: label })
      : label;
  const hidden = isWhole ? 0 : Math.max(0, invoice.lines.length - LINES_IN_PANE);
  const lines = hidden > 0 ? invoice.lines.slice(0, LINES_IN_PANE) : invoice.lines;
  return (
    <div className={styles.frame}>
      <div className={styles.sheet}>
        <div className={styles.top}>
          <PartyBlock party={invoice.seller} />
          <div>
            <div className={styles.soft}>{t(`kind.${invoice.kind}`)}</div>
            <div className={styles.no}>{invoice.number}</div>
            <div className={styles.soft}>{formats.date(invoice.issueDate)}</div>
            {invoice.saleDate !== undefined && invoice.saleDate !== invoice.issueDate && (
              <div className={styles.soft}>{t('paper.sale_date', { date: formats.date(invoice.saleDate) })}</div>
            )}
          </div>
        </div>
        <div>
          <div className={styles.soft}>{t('paper.buyer')}</div>
          <PartyBlock party={invoice.buyer} />
        </div>
        {lines.length > 0 && <Lines lines={lines} />}
        {hidden > 0 && (
          <div className={styles.soft}>{t('paper.more_lines', { count: hidden, shown: formats.count(hidden) })}</div>
        )}
        <Sums invoice={invoice} />
        {invoice.notes.length > 0 && (
          <div className={styles.notes}>
            {invoice.notes.map((note, index) => (
              <div key={index}>
                <span className={styles.soft}>{labelOf(note.label)}</span>
                {note.text === '' ? '' : `: ${note.text}`}
              </div>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

function PartyBlock({ party }: { readonly party: z.infer<typeof Party> }) {
  return (
    <div>
      <div className={styles.strong}>{party.name}</div>
      {party.address.length > 0 && <div className={styles.soft}>{party.address.join(', ')}</div>}
      {party.taxId !== undefined && (
        <div className={styles.soft}>
          {/^\d{10}$/.test(party.taxId) ? 'NIP ' : ''}
          {groupTaxId(party.taxId)}
        </div>
      )}
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly z.infer<typeof InvoiceLine>[] }) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const money = (text: string | undefined): string => {
    if (text === undefined) return '';
    return formats.decimal(text, Math.max(2, Math.min(8, (text.split('.')[1] ?? '').replace(/0+$/, '').length)));
  };
  const rate = (text: string | undefined): string => (text === undefined ? '' : /^\d+$/.test(text) ? `${text}%` : text);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('paper.name')}</th>
          <th scope="col" className={styles.num}>
            {t('paper.quantity')}
          </th>
          <th scope="col" className={styles.num}>
            {t(lines.some((line) => line.priceIsGross) ? 'paper.price_gross' : 'paper.price')}
          </th>
          <th scope="col" className={styles.num}>
            {t('paper.vat')}
          </th>
          <th scope="col" className={styles.num}>
            {t('paper.value')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr key={index} className={line.isBefore ? styles.before : ''}>
            <td className={styles.name}>{line.name}</td>
            <td className={styles.num}>
              {line.quantity === undefined ? '' : formats.decimal(line.quantity)} {line.unit ?? ''}
            </td>
            <td className={styles.num}>{money(line.price)}</td>
            <td className={styles.num}>{rate(line.rate)}</td>
            <td className={styles.num}>{money(line.net ?? line.gross)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sums({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const amount = (text: string): string => formats.money(text, invoice.currency).amount;
  const percent = (rate: string): string => (/^\d+$/.test(rate) ? `${rate}%` : rate);
  return (
    <div className={styles.sums}>
      <span className={styles.soft}>{t('paper.net')}</span>
      <span>{amount(invoice.net)}</span>
      {invoice.rates
        .filter((each) => each.vat !== undefined)
        .map((each) => [
          <span key={`${each.rate} label`} className={styles.soft}>
            {t('paper.vat_rate', { rate: percent(each.rate) })}
          </span>,
          <span key={each.rate}>{amount(each.vat ?? '0')}</span>,
        ])}
      <span className={styles.due}>{t(invoice.payable === undefined ? 'paper.gross' : 'paper.payable')}</span>
      <span className={styles.due}>
        {amount(invoice.payable ?? invoice.gross)} {invoice.currency}
      </span>
    </div>
  );
}
