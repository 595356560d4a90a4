import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Direction, ParsedInvoice } from '../../../shared/domain/invoice';
import { CopyButton } from '../../ui/CopyButton';
import { groupAccount } from '../../../shared/domain/grouping';
import { useFormats } from '../../ui/formatsContext';
import { KeyValues, type KeyValue } from '../../ui/layout';
import { showToast } from '../../ui/toasts';
import { StateLabel } from '../../ui/StateIcon';
import { DateText, Mono } from '../../ui/values';
import styles from './Pane.module.css';
import { daysUntil } from './daysUntil';
import { paymentTitle } from './paymentText';

interface Props {
  readonly invoice: z.infer<typeof ParsedInvoice>;
  readonly direction: z.infer<typeof Direction>;
  readonly remoteNumber: string | undefined;
}
export function PaymentBlock({ invoice, direction, remoteNumber }: Props) {
  const { t } = useTranslation('invoices');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const { payment } = invoice;
  const [due] = payment.dueOn;
  const title = paymentTitle(invoice, remoteNumber);
  const told = (text: string) => () => showToast({ state: 'ok', text: t('payment.copied', { text }), topic: 'copied' });
  const items: KeyValue[] = payment.accounts.map((account, index) => ({
    id: `account-${index}`,
    label: t('payment.account'),
    value: (
      <>
        {groupAccount(account.number)}
        {account.bank !== undefined && <div className={styles.note}>{account.bank}</div>}
      </>
    ),
    after: (
      <CopyButton
        text={account.number}
        label={t('payment.copy_account')}
        onCopied={told(groupAccount(account.number))}
      />
    ),
  }));
  const { reference } = payment;
  if (reference !== undefined) {
    items.push({
      id: 'reference',
      label: t('payment.reference'),
      value: <Mono>{reference}</Mono>,
      after: <CopyButton text={reference} label={t('payment.copy_reference')} onCopied={told(reference)} />,
    });
  }
  if (payment.accounts.length > 0 && direction === 'purchase') {
    items.push({
      id: 'title',
      label: t('payment.title'),
      value: <Mono>{title}</Mono>,
      after: <CopyButton text={title} label={t('payment.copy_title')} onCopied={told(title)} />,
    });
  }
  if (due !== undefined) {
    const days = daysUntil(due, new Date());
    const when =
      days === 0
        ? t('payment.due_today')
        : days > 0
          ? t('payment.due_in', { count: days, shown: formats.count(days) })
          : t('payment.due_ago', { count: -days, shown: formats.count(-days) });
    items.push({
      id: 'due',
      label: t('payment.due'),
      value: (
        <>
          <DateText date={due} form="long" /> {!payment.paid && <span className={styles.note}>· {when}</span>}
        </>
      ),
    });
  }
  if (payment.method !== undefined) {
    items.push({
      id: 'method',
      label: t('payment.method'),
      value: tAny(`method.${payment.method}`, { ns: 'format', defaultValue: payment.method }),
    });
  }
  if (items.length === 0 && !payment.paid) return null;
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3>{t('payment.heading')}</h3>
        {payment.paid && (
          <StateLabel state="ok">
            {payment.paidOn === undefined
              ? t('payment.paid')
              : t('payment.paid_on', { date: formats.date(payment.paidOn) })}
          </StateLabel>
        )}
      </div>
      <KeyValues items={items} labelWidth={136} />
    </section>
  );
}
