import { useTranslation } from 'react-i18next';
import { useCurrencyChoices } from '../../ui/codeNames';
import { DateField } from '../../ui/DateField';
import { SelectField, TextField } from '../../ui/fields';
import { NumberField } from '../../ui/NumberField';
import { Card } from '../../ui/layout';
import styles from './Sale.module.css';
import { useSaleForm } from './saleForm';

/** Number, days, currency; of a correction what it corrects and why. */
export function HeadPart() {
  const { t } = useTranslation('selling');
  const { invoice, rules, offered, patch, replace, at } = useSaleForm();
  const { correction } = invoice;
  const currencies = useCurrencyChoices();
  const isForeign = rules.isPolish && invoice.currency !== rules.currency && invoice.currency !== '';
  const setSaleDate = (day: string): void => {
    // An absent day means that the sale is of the day of issue.
    patch({ saleDate: day === '' ? invoice.issueDate : day });
  };
  const setCurrency = (currency: string): void => {
    const { exchangeRate: _, ...rest } = invoice;
    if (currency === rules.currency) replace({ ...rest, currency });
    else patch({ currency });
  };
  const isOffered = offered !== '' && invoice.number === offered;
  return (
    <Card title={t('head.title')}>
      <div className={styles.fields}>
        {correction !== undefined && (
          <>
            <p className={styles.note}>
              {t('head.corrects', { numbers: correction.corrected.map(({ number }) => number).join(', ') })}
            </p>
            <TextField
              label={t('head.reason')}
              value={correction.reason}
              autoFocus={correction.reason === ''}
              onChange={(reason) => patch({ correction: { ...correction, reason } })}
              {...at('correction.reason')}
            />
          </>
        )}
        <TextField
          label={t('head.number')}
          {...(isOffered ? { hint: t('head.number_note') } : {})}
          value={invoice.number}
          onChange={(number) => patch({ number })}
          {...at('number')}
        />
        <div className={styles.pair}>
          <DateField
            label={t('head.issue_date')}
            value={invoice.issueDate}
            onChange={(issueDate) => patch({ issueDate })}
            {...at('issueDate')}
          />
          {correction === undefined && (
            <DateField
              label={t('head.sale_date')}
              value={invoice.saleDate ?? invoice.issueDate}
              onChange={setSaleDate}
              {...at('saleDate')}
            />
          )}
        </div>
        {(correction === undefined || isForeign) && (
          <div className={styles.pair}>
            {/* A correction keeps the currency of what it corrects. */}
            {correction === undefined && (
              <SelectField
                label={t('head.currency')}
                value={invoice.currency === '' ? rules.currency : invoice.currency}
                onChange={setCurrency}
                choices={currencies}
                nothingFound={t('head.no_currency')}
                {...at('currency')}
              />
            )}
            {isForeign && (
              <NumberField
                label={t('head.exchange_rate')}
                value={invoice.exchangeRate ?? ''}
                onChange={(text) => patch({ exchangeRate: text })}
                {...at('exchangeRate')}
              />
            )}
          </div>
        )}
      </div>
    </Card>
  );
}
