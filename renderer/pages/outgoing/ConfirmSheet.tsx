import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxId, Prepared } from '../../../shared/contract/sending';
import { useCommand } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { DateField } from '../../ui/DateField';
import { Dialog } from '../../ui/Dialog';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Banner } from '../../ui/layout';
import { LoadingBars } from '../../ui/Loading';
import { namespaceOf } from '../../ui/problemTexts';
import { StateIcon } from '../../ui/StateIcon';
import { DateText, Money } from '../../ui/values';
import styles from './Outgoing.module.css';

interface Props {
  readonly ids: readonly OutboxId[];
  readonly onClose: () => void;
  /** Once it is confirmed: what led here is not needed any more. */
  readonly onSent?: () => void;
}

/** The last look: what goes, where to, and that it cannot be taken back. */
export function ConfirmSheet({ ids, onClose, onSent }: Props) {
  const { t } = useTranslation('selling');
  const { t: common } = useTranslation('common');
  const { run: prepare, problem } = useCommand('sending.prepare');
  const confirm = useCommand('sending.confirm');
  const [prepared, setPrepared] = useState<Prepared>();
  const [endedOn, setEndedOn] = useState('');
  const key = ids.join(' ');
  useEffect(() => {
    let isCurrent = true;
    const ended = /^\d{4}-\d\d-\d\d$/.test(endedOn) ? { outageEndedOn: endedOn } : {};
    void prepare({ ids: key.split(' ') as OutboxId[], ...ended }).then((outcome) => {
      if (isCurrent && outcome.ok) setPrepared(outcome.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [prepare, key, endedOn]);
  // Of an outage the last day counts from its end, which only the announcement tells.
  const isOutage = prepared?.items.some(({ item }) => item.mode === 'offline' || item.mode === 'emergency') ?? false;
  const token = prepared?.token;
  const send = async (): Promise<void> => {
    if (token === undefined) return;
    const outcome = await confirm.run({ token });
    if (!outcome.ok) return;
    later();
  };
  /** Issued offline the buyer gets its page first: the document waits in the outbox with its codes and its last day. */
  const later = (): void => {
    onSent?.();
    onClose();
    const [first] = ids;
    go(first === undefined ? { place: 'outgoing' } : { place: 'outgoing', outboxId: first });
  };
  const isOffline = prepared?.items.some(({ item }) => item.mode !== 'online') ?? false;
  const off = problem?.key === 'sending.off' ? <OpenConnections /> : undefined;
  return (
    <Dialog
      title={t('confirm.title')}
      isOpen
      onClose={onClose}
      width={560}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          {isOffline && <Button onClick={later}>{t('confirm.later')}</Button>}
          {token !== undefined && prepared !== undefined && (
            <Button kind="primary" isBusy={confirm.isRunning} onClick={() => void send()}>
              {t('confirm.send', { target: prepared.target })}
            </Button>
          )}
        </>
      }
    >
      {problem && <ExplainedProblem problem={problem} action={off} />}
      {confirm.problem && <ExplainedProblem problem={confirm.problem} />}
      {prepared ? <What prepared={prepared} /> : !problem && <LoadingBars rows={4} />}
      {isOutage && (
        <div className={styles.outage}>
          <DateField label={t('confirm.ended')} hint={t('confirm.ended_hint')} value={endedOn} onChange={setEndedOn} />
        </div>
      )}
    </Dialog>
  );
}

function OpenConnections() {
  const { t } = useTranslation('selling');
  return (
    <Button kind="primary" onClick={() => go({ place: 'connections' })}>
      {t('open_connections')}
    </Button>
  );
}

function What({ prepared }: { readonly prepared: Prepared }) {
  const { t } = useTranslation('selling');
  const { t: tAny } = useTranslation();
  return (
    <div className={styles.what}>
      {prepared.items.map(({ item, findings, deadline, isLate }) => (
        <div key={item.id} className={styles.sheetItem}>
          <div className={styles.detailHead}>
            <div>
              <p className={styles.name}>{item.facts.buyer.name}</p>
              <p className={styles.rowNote}>
                {item.facts.number} · <DateText date={item.facts.issueDate} />
                {item.mode !== 'online' && <> · {t(`mode.${item.mode}`)}</>}
              </p>
            </div>
            <span className={styles.amount}>
              <Money amount={item.facts.gross.amount} currency={item.facts.gross.currency} />
            </span>
          </div>
          {findings.map((finding, index) => {
            const { ns, key } = namespaceOf(finding.key);
            return (
              <p key={index} className={styles.finding}>
                <StateIcon state={finding.level === 'blocks' ? 'stopped' : 'attention'} />
                <span>{tAny(key, { ns, ...finding.params })}</span>
              </p>
            );
          })}
          {deadline !== undefined && (
            <p className={styles.finding}>
              <StateIcon state={isLate ? 'late' : 'due'} />
              <span>
                {t(isLate ? 'confirm.late' : 'confirm.deadline')} <DateText date={deadline} />
              </span>
            </p>
          )}
        </div>
      ))}
      <Banner
        isBoxed
        state={prepared.isProduction ? 'attention' : 'unverified'}
        tone={prepared.isProduction ? 'warn' : 'quiet'}
      >
        {t(prepared.isProduction ? 'confirm.production' : 'confirm.test', { target: prepared.target })}
      </Banner>
      {prepared.token === undefined && <p>{t('confirm.blocked')}</p>}
    </div>
  );
}
