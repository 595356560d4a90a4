import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import { Tag } from '../../../shared/domain/dateRange';
import { PlainDate } from '../../../shared/domain/ids';
import { useCommand } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { DateField } from '../../ui/DateField';
import { TextField } from '../../ui/fields';
import { plainDateOf } from '../../ui/format';
import styles from './Connections.module.css';

interface Props {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

/** The month before this one, which is what people close. */
function lastMonth(now: Date): { readonly from: string; readonly to: string } {
  const first = new Date(now.getFullYear(), now.getMonth() - 1, 1);
  const last = new Date(now.getFullYear(), now.getMonth(), 0);
  return { from: plainDateOf(first), to: plainDateOf(last) };
}

const isDate = (text: string): boolean => PlainDate.safeParse(text).success;

/** Reads some dates of one source again, and may put a tag on what it brings. */
export function RangeDialog({ connection, onClose }: Props) {
  const { t } = useTranslation('connections');
  const [range, setRange] = useState(() => lastMonth(new Date()));
  const [tag, setTag] = useState('');
  const [wasSent, setSent] = useState(false);
  const sync = useCommand('sync.start');
  const isTagFine = tag.trim() === '' || Tag.safeParse(tag).success;
  const problemOf = (text: string) => (wasSent && !isDate(text) ? t('range.no_date') : undefined);
  const send = async (): Promise<void> => {
    setSent(true);
    if (!isDate(range.from) || !isDate(range.to) || !isTagFine) return;
    const outcome = await sync.run({
      companyId: connection.companyId,
      connectionId: connection.id,
      range,
      ...(tag.trim() === '' ? {} : { tag: tag.trim() }),
    });
    if (!outcome.ok) return;
    onClose();
    go({ place: 'activity', runId: outcome.value.runId });
  };
  return (
    <Dialog
      title={t('range.title', { title: connection.title })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('range.close')}</Button>
          <Button kind="primary" isBusy={sync.isRunning} onClick={() => void send()}>
            {t('range.start')}
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
        {sync.problem && <ExplainedProblem problem={sync.problem} />}
        <DateField
          label={t('range.from')}
          value={range.from}
          onChange={(from) => setRange((before) => ({ ...before, from }))}
          problem={problemOf(range.from)}
          autoFocus
        />
        <DateField
          label={t('range.to')}
          description={t('range.to_help')}
          value={range.to}
          onChange={(to) => setRange((before) => ({ ...before, to }))}
          problem={problemOf(range.to)}
        />
        <TextField
          label={t('range.tag')}
          description={t('range.tag_help')}
          value={tag}
          onChange={setTag}
          problem={wasSent && !isTagFine ? t('range.tag_wrong') : undefined}
        />
        <button type="submit" hidden aria-label={t('range.start')} />
      </form>
    </Dialog>
  );
}
