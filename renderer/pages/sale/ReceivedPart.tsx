import { useTranslation } from 'react-i18next';
import type { SalesInvoice } from '../../../shared/domain/salesInvoice';
import { NumberField } from '../../ui/NumberField';
import { Card } from '../../ui/layout';
import { Money } from '../../ui/values';
import styles from './Sale.module.css';
import { useSaleForm } from './saleForm';
import { useVatText } from './useVatText';

type Received = SalesInvoice['received'][number];

/** Of an advance the money counts: by how much what was received differs, for each rate, with its tax. */
export function ReceivedPart() {
  const { t } = useTranslation('selling');
  const { invoice, patch, at } = useSaleForm();
  const vatText = useVatText();
  const before = invoice.correction?.amountBefore;
  const set = (index: number, changes: Partial<Received>): void =>
    patch({ received: invoice.received.map((each, at) => (at === index ? { ...each, ...changes } : each)) });
  return (
    <Card
      title={t('received.title')}
      {...(before === undefined || before === ''
        ? {}
        : {
            note: (
              <>
                {t('received.before')}{' '}
                <Money amount={before} currency={invoice.currency === '' ? 'PLN' : invoice.currency} />
              </>
            ),
          })}
    >
      <div className={styles.fields}>
        {invoice.received.map((each, index) => (
          <div key={index} className={styles.pair}>
            <NumberField
              label={t('received.difference', { rate: vatText(each.vat) })}
              hint={t('received.hint')}
              value={each.gross}
              onChange={(text) => set(index, { gross: text })}
              {...at(`received.${index}.gross`)}
            />
            {each.vat.treatment === 'oss' ? (
              <NumberField
                label={t('received.oss')}
                value={each.vat.percent}
                onChange={(text) => set(index, { vat: { treatment: 'oss', percent: text } })}
                {...at(`received.${index}.vat.percent`, `received.${index}.vat`)}
              />
            ) : (
              <span />
            )}
          </div>
        ))}
      </div>
    </Card>
  );
}
