import { useTranslation } from 'react-i18next';
import type { PaymentMethod } from '../../../shared/domain/salesInvoice';
import { DateField } from '../../ui/DateField';
import { SelectField, SwitchField, TextField } from '../../ui/fields';
import { Card } from '../../ui/layout';
import styles from './Sale.module.css';
import { useSaleForm } from './saleForm';

const METHODS = ['transfer', 'cash', 'card', 'mobile'] as const satisfies readonly PaymentMethod[];

export function PaymentPart() {
  const { t } = useTranslation('selling');
  const { invoice, rules, patch, at } = useSaleForm();
  const { payment } = invoice;
  const set = (changes: Partial<typeof payment>): void => patch({ payment: { ...payment, ...changes } });
  const setPaid = (isPaid: boolean): void => {
    const { paidOn: _, ...rest } = payment;
    patch({ payment: isPaid ? { ...rest, paidOn: invoice.issueDate, dueOn: [] } : rest });
  };
  const setReference = (text: string): void => {
    const { reference: _, ...rest } = payment;
    patch({ payment: text === '' ? rest : { ...rest, reference: text } });
  };
  const [account] = payment.accounts;
  const isPaid = payment.paidOn !== undefined;
  const method = METHODS.find((each) => each === payment.method) ?? 'transfer';
  return (
    <Card title={t('payment.title')}>
      <div className={styles.fields}>
        <SwitchField label={t('payment.paid')} value={isPaid} onChange={setPaid} />
        <div className={styles.pair}>
          <SelectField
            label={t('payment.method')}
            value={method}
            onChange={(next) => set({ method: next })}
            choices={METHODS.map((value) => ({ value, label: t(`payment.by.${value}`) }))}
            {...at('payment.method')}
          />
          {isPaid ? (
            <DateField
              label={t('payment.paid_on')}
              value={payment.paidOn ?? ''}
              onChange={(paidOn) => set({ paidOn })}
              {...at('payment.paidOn')}
            />
          ) : (
            <DateField
              label={t('payment.due')}
              value={payment.dueOn[0] ?? ''}
              onChange={(day) => set({ dueOn: day === '' ? [] : [day] })}
              {...at('payment.dueOn.0')}
            />
          )}
        </div>
        {method === 'transfer' && (
          <TextField
            label={t('payment.account')}
            value={account?.number ?? ''}
            isMono
            onChange={(number) => set({ accounts: number === '' ? [] : [{ ...account, number }] })}
            {...at('payment.accounts.0.number', 'payment.accounts')}
          />
        )}
        {!rules.isPolish && (
          <TextField
            label={t('payment.reference')}
            value={payment.reference ?? ''}
            isMono
            onChange={setReference}
            {...at('payment.reference')}
          />
        )}
      </div>
    </Card>
  );
}
