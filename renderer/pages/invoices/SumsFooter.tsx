import { Fragment, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../bridge/bridge';
import { useFormats } from '../../ui/formatsContext';
import { Money } from '../../ui/values';
import styles from './Invoices.module.css';

interface Props {
  readonly position: number | undefined;
  readonly summary: CallOutput<'invoices.summary'> | undefined;
}
/** Position, then sums per direction and per currency, never added across currencies. */
export const SumsFooter = memo(function SumsFooter({ position, summary }: Props) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const where = ((): string => {
    // Not counted yet, or it could not be: no number is better than a wrong one.
    if (summary === undefined) return '';
    const { count } = summary;
    return position === undefined
      ? t('count', { count, shown: formats.count(count) })
      : t('footer.row', { row: formats.count(position), total: formats.count(count) });
  })();
  return (
    <>
      <span>{where}</span>
      <span className={styles.sums}>
        {(['sale', 'purchase', 'other'] as const).map((direction) => {
          const totals = (summary?.totals ?? []).filter((each) => each.direction === direction);
          if (totals.length === 0) return null;
          return (
            <span key={direction}>
              {t(`footer.${direction}`)}{' '}
              {totals.map((each, index) => (
                <Fragment key={each.gross.currency}>
                  {index > 0 && ' + '}
                  <b>
                    <Money amount={each.gross.amount} currency={each.gross.currency} />
                  </b>
                </Fragment>
              ))}
            </span>
          );
        })}
      </span>
    </>
  );
});
