import { useState } from 'react';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PanelView } from '../../shared/contract/panel';
import { useCommand } from '../bridge/hooks';
import { previousMonth } from '../pages/overview/monthChart';
import { Button } from '../ui/Button';
import { plainDateOf } from '../ui/format';
import { useFormats } from '../ui/formatsContext';
import { Meter } from '../ui/ProgressBar';
import { useInstantText } from '../ui/values';
import styles from './Panel.module.css';

/** What runs short, and the two things that one does from here. */
export function PanelFoot({ view }: { readonly view: PanelView }) {
  const { t } = useTranslation('panel');
  const formats = useFormats();
  const instantText = useInstantText();
  const [asked, setAsked] = useState(false);
  const sync = useCommand('panel.choose');
  const upload = useCommand('panel.choose');
  const month = formats.monthNameInside(previousMonth(plainDateOf(new Date()).slice(0, 7)));
  const isGoing = (kind: string): boolean => view.companies.some(({ run }) => run?.kind === kind);
  const [checkedAt] = view.companies.flatMap((company) => company.checkedAt ?? []).toSorted();
  const start = async (): Promise<void> => {
    setAsked((await sync.run({ action: 'sync' })).ok);
  };
  const note =
    sync.problem !== undefined || upload.problem !== undefined
      ? t('asked.problem')
      : asked && !isGoing('sync') && checkedAt !== undefined
        ? t('asked.sync', { at: instantText(checkedAt) })
        : '';
  if (!view.hasSource && !view.hasDestination) return null;
  return (
    <footer className={styles.foot}>
      {view.allowance && <Allowance {...view.allowance} />}
      <p className={styles.answer} role="status">
        {note}
      </p>
      <div className={styles.buttons}>
        {view.hasSource && (
          <Button
            kind="primary"
            className={styles.wide ?? ''}
            icon={<IconRefresh size={16} stroke={1.5} />}
            isBusy={sync.isRunning}
            disabled={isGoing('sync')}
            onClick={() => void start()}
          >
            {t('action.sync')}
          </Button>
        )}
        {view.hasDestination && (
          <Button
            className={view.hasSource ? '' : (styles.wide ?? '')}
            isBusy={upload.isRunning}
            disabled={isGoing('upload')}
            onClick={() => void upload.run({ action: 'upload' })}
          >
            {t('action.upload', { month })}
          </Button>
        )}
      </div>
    </footer>
  );
}

function Allowance({ title, budget }: NonNullable<PanelView['allowance']>) {
  const { t } = useTranslation('panel');
  const formats = useFormats();
  const { windowSeconds, used, limit, nextAt } = budget;
  const period = windowSeconds <= 60 ? 'minute' : windowSeconds <= 3600 ? 'hour' : 'day';
  const next = nextAt === undefined ? '' : ` · ${t('allowance.next', { time: formats.time(nextAt) })}`;
  return <Meter label={`${t(`allowance.${period}`, { name: title })}${next}`} used={used} limit={limit} />;
}
