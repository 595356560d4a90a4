import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SalesLine } from '../../../shared/domain/salesInvoice';
import { IconButton } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/fields';
import { NumberField } from '../../ui/NumberField';
import { Money } from '../../ui/values';
import styles from './Sale.module.css';
import { useSaleForm, vatFrom, wordOf } from './saleForm';
import { useVatText } from './useVatText';

interface Props {
  readonly line: SalesLine;
  /** Place among the invoice's lines. */
  readonly index: number;
  /** As it is counted on the screen. */
  readonly no: number;
  /** The names of the columns stand over it; every field keeps its name for whoever hears it. */
  readonly hasHead: boolean;
  readonly value: string | null;
  readonly onChange: (changes: Partial<SalesLine>) => void;
  readonly onRemove?: () => void;
}
export function LineFields({ line, index, no, hasHead, value, onChange, onRemove }: Props) {
  const { t } = useTranslation('selling');
  const { invoice, rules, at } = useSaleForm();
  const vatText = useVatText();
  const said = (...fields: readonly string[]) => at(...fields.map((field) => `lines.${index}.${field}`));
  const word = wordOf(line.vat);
  const known: readonly string[] = [...rules.rates, ...rules.treatments];
  const words = [...(known.includes(word) ? [] : [word]), ...known];
  return (
    <div className={`${styles.line} ${hasHead ? '' : styles.headless}`}>
      <TextField label={t('lines.name')} value={line.name} onChange={(name) => onChange({ name })} {...said('name')} />
      <NumberField
        label={t('lines.quantity')}
        value={line.quantity ?? ''}
        onChange={(text) => onChange({ quantity: text })}
        {...said('quantity')}
      />
      <TextField
        label={t('lines.unit')}
        value={line.unit ?? ''}
        onChange={(unit) => onChange({ unit })}
        {...said('unit')}
      />
      <NumberField
        label={t(invoice.prices === 'net' ? 'lines.price_net' : 'lines.price_gross')}
        value={line.price ?? ''}
        onChange={(text) => onChange({ price: text })}
        {...said('price', 'amount')}
      />
      <SelectField
        label={t('lines.vat')}
        value={word}
        onChange={(next) => onChange({ vat: vatFrom(next) })}
        choices={words.map((each) => ({ value: each, label: vatText(vatFrom(each)) }))}
        {...said('vat', 'vat.percent')}
      />
      <div className={styles.value}>
        <span className={styles.valueLabel}>{t('lines.value')}</span>
        <span className={styles.valueText}>
          {value === null ? (
            '–'
          ) : (
            <Money amount={value} currency={invoice.currency === '' ? rules.currency : invoice.currency} />
          )}
        </span>
      </div>
      <span className={styles.remove}>
        {onRemove && (
          <IconButton
            size="xs"
            label={t('lines.remove', { no })}
            icon={<IconTrash size={16} stroke={1.5} />}
            onClick={onRemove}
          />
        )}
      </span>
    </div>
  );
}
