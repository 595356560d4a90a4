import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../../shared/contract/sending';
import { useConnectionNames } from '../../app/useConnectionNames';
import { CopyButton } from '../../ui/CopyButton';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { KeyValues, type KeyValue } from '../../ui/layout';
import { StateLabel } from '../../ui/StateIcon';
import { DateText, InstantText, Money, Mono, TaxId } from '../../ui/values';
import { ConfirmSheet } from './ConfirmSheet';
import { OfflineCodes } from './OfflineCodes';
import { OutboxActions } from './OutboxActions';
import { OutboxPage } from './OutboxPage';
import { shapeOf } from './outboxWords';
import styles from './Outgoing.module.css';
import { ReceiptBlock } from './ReceiptBlock';
import { SendSteps } from './SendSteps';

/** One invoice: where it stands in words, what comes next, its proof, its page. */
export function OutboxDetail({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation('selling');
  const [isConfirming, setConfirming] = useState(false);
  const text = item.state === 'accepted' && !item.hasReceipt ? 'text_owed' : 'text';
  return (
    <article className={styles.detail} aria-label={`${item.facts.buyer.name}, ${item.facts.number}`}>
      <header className={styles.detailHead}>
        <div>
          <h2 className={styles.name}>{item.facts.buyer.name}</h2>
          <p className={styles.rowNote}>
            {item.facts.number} · <DateText date={item.facts.issueDate} />
          </p>
        </div>
        <span className={styles.amount}>
          <Money amount={item.facts.gross.amount} currency={item.facts.gross.currency} />
        </span>
      </header>
      <div className={styles.state} role="status">
        <StateLabel state={shapeOf(item)}>{t(`state.${item.state}.word`)}</StateLabel>
        <p>{t(`state.${item.state}.${text}`)}</p>
        {item.deadline !== undefined && (
          <p>
            {t('confirm.deadline')} <DateText date={item.deadline} form="long" />
          </p>
        )}
      </div>
      {!(item.state === 'accepted' && item.hasReceipt) && <SendSteps item={item} />}
      {item.problem && <ExplainedProblem problem={item.problem} tone={item.state === 'rejected' ? 'bad' : 'warn'} />}
      <OutboxActions item={item} onSend={() => setConfirming(true)} />
      {item.hasReceipt && <ReceiptBlock item={item} />}
      {item.mode !== 'online' && <OfflineCodes item={item} />}
      <Facts item={item} />
      <OutboxPage item={item} />
      {isConfirming && <ConfirmSheet ids={[item.id]} onClose={() => setConfirming(false)} />}
    </article>
  );
}

function Facts({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation('selling');
  const nameOf = useConnectionNames(item.companyId);
  const { seller, buyer } = item.facts;
  const party = ({ name, taxId }: typeof seller) => (
    <>
      {name}
      {taxId !== undefined && (
        <>
          {' · '}
          <TaxId value={taxId} />
        </>
      )}
    </>
  );
  const facts: readonly (KeyValue | null)[] = [
    // The receipt names it, where there is one.
    item.remoteNumber === undefined || item.hasReceipt
      ? null
      : {
          id: 'number',
          label: t('fact.number'),
          value: <Mono>{item.remoteNumber}</Mono>,
          after: <CopyButton text={item.remoteNumber} label={t('copy_number')} />,
        },
    item.wasThere === true ? { id: 'there', label: t('fact.earlier'), value: t('was_there') } : null,
    { id: 'seller', label: t('fact.seller'), value: party(seller) },
    { id: 'buyer', label: t('fact.buyer'), value: party(buyer) },
    { id: 'to', label: t('fact.to'), value: nameOf(item.connectionId).title },
    { id: 'mode', label: t('fact.mode'), value: t(`mode.${item.mode}`) },
    { id: 'changed', label: t('fact.changed'), value: <InstantText instant={item.changedAt} /> },
    { id: 'sha', label: 'SHA-256', value: <Mono>{item.sha256}</Mono> },
  ];
  return <KeyValues labelWidth={140} isRuled items={facts.filter((fact) => fact !== null)} />;
}
