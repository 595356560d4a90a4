import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EndlessView, ExpiryKind } from '../../../shared/contract/expiries';
import { PlainDate } from '../../../shared/domain/ids';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { DateField } from '../../ui/DateField';
import { Dialog } from '../../ui/Dialog';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { SelectField } from '../../ui/fields';
import styles from './Connections.module.css';

const KINDS = ['password', 'token', 'certificate', 'grant'] as const;

interface Props {
  readonly of: EndlessView;
  readonly before?: { readonly kind: ExpiryKind; readonly endsOn: string };
  readonly onClose: () => void;
}
/** A date that no service tells: somebody knows it, and wants to be reminded. */
export function ExpiryDialog({ of, before, onClose }: Props) {
  const { t } = useTranslation('connections');
  const [kind, setKind] = useState<ExpiryKind>(before?.kind ?? 'password');
  const [endsOn, setEndsOn] = useState(before?.endsOn ?? '');
  const [wasSent, setSent] = useState(false);
  const note = useCommand('expiries.note');
  const { connectionId } = of;
  const isDate = PlainDate.safeParse(endsOn).success;
  const send = async (): Promise<void> => {
    setSent(true);
    if (!isDate) return;
    const outcome = await note.run({ connectionId, kind, endsOn });
    if (outcome.ok) onClose();
  };
  const takeAway = async (): Promise<void> => {
    const outcome = await note.run({ connectionId, kind });
    if (outcome.ok) onClose();
  };
  return (
    <Dialog
      title={t('expiry.dialog.title', { title: of.title })}
      isOpen
      onClose={onClose}
      footer={
        <>
          {before ? (
            <Button kind="danger" isBusy={note.isRunning} onClick={() => void takeAway()}>
              {t('expiry.dialog.remove')}
            </Button>
          ) : (
            <Button onClick={onClose}>{t('expiry.dialog.close')}</Button>
          )}
          <Button kind="primary" isBusy={note.isRunning} onClick={() => void send()}>
            {t('expiry.dialog.save')}
          </Button>
        </>
      }
    >
      <form
        className={styles.dialogForm}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {note.problem && <ExplainedProblem problem={note.problem} />}
        <SelectField
          label={t('expiry.dialog.kind')}
          value={kind}
          onChange={setKind}
          choices={KINDS.map((value) => ({ value, label: t(`expiry.kind.${value}`) }))}
        />
        <DateField
          label={t('expiry.dialog.date')}
          hint={t('expiry.dialog.note')}
          value={endsOn}
          onChange={setEndsOn}
          problem={wasSent && !isDate ? t('expiry.dialog.no_date') : undefined}
          autoFocus
        />
        <button type="submit" hidden aria-label={t('expiry.dialog.save')} />
      </form>
    </Dialog>
  );
}
