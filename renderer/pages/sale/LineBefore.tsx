import { useTranslation } from 'react-i18next';
import type { SalesLine } from '../../../shared/domain/salesInvoice';
import { useFormats } from '../../ui/formatsContext';
import { Money } from '../../ui/values';
import styles from './Sale.module.css';
import { useSaleForm } from './saleForm';
import { useVatText } from './useVatText';

interface Props {
  readonly line: SalesLine;
  readonly value: string | null;
  /** It is not there any more after the correction. */
  readonly isTaken?: boolean;
}
/** What a line was before its correction: to be read, not to be changed. */
export function LineBefore({ line, value, isTaken = false }: Props) {
  const { t } = useTranslation('selling');
  const { invoice, rules } = useSaleForm();
  const formats = useFormats();
  const vatText = useVatText();
  const parts = [
    line.name,
    [line.quantity, line.unit].filter((part) => part !== undefined && part !== '').join(' '),
    line.price === undefined ? '' : formats.decimal(line.price),
    vatText(line.vat),
  ];
  return (
    <p className={styles.before}>
      <span>
        {t(isTaken ? 'lines.taken' : 'lines.was')} {parts.filter((part) => part !== '').join(' · ')}
      </span>
      {value !== null && (
        <Money amount={value} currency={invoice.currency === '' ? rules.currency : invoice.currency} />
      )}
    </p>
  );
}
