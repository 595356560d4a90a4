import { useState } from 'react';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../../shared/contract/sending';
import type { SalesDraftRow } from '../../../shared/contract/selling';
import type { CompanyId } from '../../../shared/domain/ids';
import { useCommand } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button, IconButton } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { StateIcon } from '../../ui/StateIcon';
import { DateText, InstantText, Money } from '../../ui/values';
import styles from './Outgoing.module.css';
import { shapeOf } from './outboxWords';

interface Props {
  readonly companyId: CompanyId;
  readonly drafts: readonly SalesDraftRow[];
  readonly items: readonly OutboxItem[];
  readonly shownId: string | undefined;
}
export function OutgoingList({ companyId, drafts, items, shownId }: Props) {
  const { t } = useTranslation('selling');
  const [removed, setRemoved] = useState<SalesDraftRow>();
  return (
    <div className={styles.list}>
      {drafts.length > 0 && (
        <section aria-label={t('group.written')}>
          <h2 className={styles.group}>{t('group.written')}</h2>
          {drafts.map((draft) => (
            <DraftRow key={draft.id} draft={draft} onRemove={() => setRemoved(draft)} />
          ))}
        </section>
      )}
      {items.length > 0 && (
        <section aria-label={t('group.outbox')}>
          <h2 className={styles.group}>{t('group.outbox')}</h2>
          {items.map((item) => (
            <ItemRow key={item.id} item={item} isShown={item.id === shownId} />
          ))}
        </section>
      )}
      {removed && <RemoveDraft companyId={companyId} draft={removed} onClose={() => setRemoved(undefined)} />}
    </div>
  );
}

function DraftRow({ draft, onRemove }: { readonly draft: SalesDraftRow; readonly onRemove: () => void }) {
  const { t } = useTranslation('selling');
  const name = draft.buyer === '' ? t('no_buyer') : draft.buyer;
  return (
    <div className={styles.draftRow}>
      <button type="button" className={styles.row} onClick={() => go({ place: 'sale', draftId: draft.id })}>
        <StateIcon state="not_due" />
        <span className={styles.rowText}>
          <span className={styles.rowName} title={name}>
            {name}
          </span>
          <span className={styles.rowNote}>
            {draft.number === '' ? t('no_number') : draft.number} · <InstantText instant={draft.changedAt} />
          </span>
        </span>
        <Money amount={draft.gross} currency={draft.currency === '' ? 'PLN' : draft.currency} />
      </button>
      <IconButton
        size="xs"
        label={t('remove_draft.of', { name })}
        icon={<IconTrash size={16} stroke={1.5} />}
        onClick={onRemove}
      />
    </div>
  );
}

function ItemRow({ item, isShown }: { readonly item: OutboxItem; readonly isShown: boolean }) {
  const { t } = useTranslation('selling');
  const { facts, state, deadline } = item;
  // Fine is quiet: a tick says it, and the day is of more use than the word.
  const isOver = state === 'accepted' && item.hasReceipt;
  return (
    <button
      type="button"
      className={`${styles.row} ${isShown ? styles.shown : ''}`}
      aria-current={isShown || undefined}
      onClick={() => go({ place: 'outgoing', outboxId: item.id })}
    >
      <StateIcon state={isOver ? 'fine' : shapeOf(item)} label={t(`state.${state}.word`)} />
      <span className={styles.rowText}>
        <span className={styles.rowName} title={facts.buyer.name}>
          {facts.buyer.name}
        </span>
        <span className={styles.rowNote}>
          {facts.number} · {isOver ? <DateText date={facts.issueDate} form="short" /> : t(`state.${state}.word`)}
          {deadline !== undefined && (
            <>
              {' · '}
              {t('by_day')} <DateText date={deadline} form="short" />
            </>
          )}
        </span>
      </span>
      <Money amount={facts.gross.amount} currency={facts.gross.currency} />
    </button>
  );
}

interface RemoveProps {
  readonly companyId: CompanyId;
  readonly draft: SalesDraftRow;
  readonly onClose: () => void;
}
function RemoveDraft({ companyId, draft, onClose }: RemoveProps) {
  const { t } = useTranslation('selling');
  const remove = useCommand('selling.removeDraft');
  return (
    <Dialog
      title={t('remove_draft.title', { name: draft.buyer === '' ? t('no_buyer') : draft.buyer })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('remove_draft.keep')}</Button>
          <Button
            kind="danger"
            isBusy={remove.isRunning}
            onClick={() => void remove.run({ companyId, id: draft.id }).then((outcome) => outcome.ok && onClose())}
          >
            {t('form.drop')}
          </Button>
        </>
      }
    >
      {remove.problem && <ExplainedProblem problem={remove.problem} />}
      <p>{t('remove_draft.text')}</p>
    </Dialog>
  );
}
