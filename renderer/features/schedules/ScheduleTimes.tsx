import { useTranslation } from 'react-i18next';
import type { ScheduleView } from '../../../shared/contract/schedules';
import { go } from '../../stores/route';
import { LinkButton } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { StateLabel } from '../../ui/StateIcon';
import { useInstantText } from '../../ui/values';
import styles from './Schedules.module.css';

/** The next three times in words, what became of the last one, what came late or waits. */
export function ScheduleTimes({ schedule: { next, last, waiting } }: { readonly schedule: ScheduleView }) {
  const { t } = useTranslation('schedule');
  const formats = useFormats();
  const instantText = useInstantText();
  return (
    <div className={styles.note}>
      {next.length > 0 && <div>{t('next', { list: formats.list(next.map((at) => instantText(at))) })}</div>}
      {last && <LastTime last={last} />}
      {waiting && (
        <StateLabel state={waiting.kind === 'ask' ? 'attention' : 'waiting'}>
          {waiting.reason === undefined
            ? t('waits_plain', { since: instantText(waiting.since) })
            : t('waits', { since: instantText(waiting.since), reason: t(`late.${waiting.reason}`) })}
        </StateLabel>
      )}
    </div>
  );
}

function LastTime({ last }: { readonly last: NonNullable<ScheduleView['last']> }) {
  const { t } = useTranslation('schedule');
  const instantText = useInstantText();
  const { runId } = last;
  const words =
    last.late === undefined
      ? t('last', { at: instantText(last.startedAt), state: t(`state.${last.state}`) })
      : t('ran_late', {
          at: instantText(last.startedAt),
          due: instantText(last.dueAt),
          state: t(`state.${last.state}`),
          reason: t(`late.${last.late}`),
        });
  return (
    <div>
      {words}{' '}
      {runId !== undefined && <LinkButton onClick={() => go({ place: 'activity', runId })}>{t('show_run')}</LinkButton>}
    </div>
  );
}
