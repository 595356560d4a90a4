import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isCorrection, salesTotals } from '../../../shared/domain/salesTotals';
import { Card } from '../../ui/layout';
import { Money } from '../../ui/values';
import styles from './Sale.module.css';
import { useSaleForm } from './saleForm';
import { useVatText } from './useVatText';

/** Reckoned while one writes, by the same rules as the document. */
export function TotalsPart() {
  const { t } = useTranslation('selling');
  const { invoice, rules } = useSaleForm();
  const vatText = useVatText();
  const totals = useMemo(() => salesTotals(invoice), [invoice]);
  const currency = invoice.currency === '' ? rules.currency : invoice.currency;
  return (
    <Card title={t('totals.title')}>
      <table className={styles.totals}>
        <thead>
          <tr>
            <th scope="col">{t('totals.rate')}</th>
            <th scope="col">{t('totals.net')}</th>
            <th scope="col">{t('totals.tax')}</th>
          </tr>
        </thead>
        <tbody>
          {totals.rates.map(({ vat, net, tax }, index) => (
            <tr key={index}>
              <th scope="row">{vatText(vat)}</th>
              <td>
                <Money amount={net} currency={currency} />
              </td>
              <td>
                <Money amount={tax} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('totals.sum')}</th>
            <td>
              <Money amount={totals.net} currency={currency} />
            </td>
            <td>
              <Money amount={totals.tax} currency={currency} />
            </td>
          </tr>
        </tfoot>
      </table>
      <p className={styles.gross} aria-live="polite">
        <span>{t(isCorrection(invoice.kind) ? 'totals.difference' : 'totals.gross')}</span>
        <Money amount={totals.gross} currency={currency} />
      </p>
    </Card>
  );
}
