import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduleView } from '../../../shared/contract/schedules';
import { CatchUp, WallTime } from '../../../shared/domain/schedule/rule';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { SelectField, SwitchField, TextField } from '../../ui/fields';
import { useFormats } from '../../ui/formatsContext';
import { useInstantText } from '../../ui/values';
import { choiceOf, ruleOf, ruleWords, type RuleChoice } from './ruleWords';
import styles from './Schedules.module.css';

const DAYS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15] as const;

export function ScheduleLine({ schedule }: { readonly schedule: ScheduleView }) {
  const { t } = useTranslation('schedule');
  const save = useCommand('schedules.save');
  const remove = useCommand('schedules.remove');
  const runWaiting = useCommand('schedules.runWaiting');
  const skipWaiting = useCommand('schedules.skipWaiting');
  const [time, setTime] = useState(schedule.rule.at);
  const { id, work, rule, waiting } = schedule;
  const problem = save.problem ?? remove.problem ?? runWaiting.problem ?? skipWaiting.problem;
  const change = (part: Partial<Pick<ScheduleView, 'rule' | 'catchUp' | 'isOn'>>): void => {
    const { companyId, connectionId, zone, catchUp, isOn } = schedule;
    void save.run({ id, companyId, connectionId, work, rule, zone, catchUp, isOn, ...part });
  };
  const isTime = WallTime.safeParse(time).success;
  const choices: RuleChoice[] =
    work === 'sync' ? ['day', 'week', 'hours'] : [...DAYS.map((day): RuleChoice => `nth-${day}`), 'last'];
  return (
    <div className={styles.schedule}>
      {problem && <ExplainedProblem problem={problem} />}
      <div className={styles.head}>
        <div>
          <div className={styles.name}>{t(`work.${work}`)}</div>
          <div className={styles.note}>{ruleWords(t, rule)}</div>
        </div>
        <SwitchField label={t('on')} value={schedule.isOn} onChange={(isOn) => change({ isOn })} />
      </div>
      <Times schedule={schedule} />
      {waiting && (
        <div className={styles.row}>
          <Button kind="primary" isBusy={runWaiting.isRunning} onClick={() => void runWaiting.run({ id })}>
            {t('do_now')}
          </Button>
          <Button isBusy={skipWaiting.isRunning} onClick={() => void skipWaiting.run({ id })}>
            {t('leave_out')}
          </Button>
        </div>
      )}
      <div className={styles.row}>
        <SelectField
          label={t('when')}
          value={choiceOf(rule)}
          onChange={(choice) => change({ rule: ruleOf(choice, rule.at) })}
          choices={choices.map((value) => ({
            value,
            label: value.startsWith('nth') ? t('every.nth', { day: value.slice(4) }) : t(`every.${value as 'day'}`),
          }))}
        />
        <TextField
          label={t('time')}
          value={time}
          onChange={setTime}
          onBlur={() => {
            if (isTime && time !== rule.at) change({ rule: { ...rule, at: time } });
          }}
          problem={isTime ? undefined : t('time_wrong')}
        />
        <SelectField
          label={t('missed')}
          value={schedule.catchUp}
          onChange={(catchUp) => change({ catchUp })}
          choices={CatchUp.options.map((value) => ({ value, label: t(`catch_up.${value}`) }))}
        />
        <Button kind="quiet" isBusy={remove.isRunning} onClick={() => void remove.run({ id })}>
          {t('remove')}
        </Button>
      </div>
    </div>
  );
}

/** The next three times in words, and what came late or waits. */
function Times({ schedule: { next, last, waiting } }: { readonly schedule: ScheduleView }) {
  const { t } = useTranslation('schedule');
  const formats = useFormats();
  const instantText = useInstantText();
  return (
    <div className={styles.note}>
      {next.length > 0 && <div>{t('next', { list: formats.list(next.map((at) => instantText(at))) })}</div>}
      {last?.late !== undefined && (
        <div>
          {t('ran_late', {
            at: instantText(last.startedAt),
            due: instantText(last.dueAt),
            reason: t(`late.${last.late}`),
          })}
        </div>
      )}
      {waiting?.reason !== undefined && (
        <div>{t('waits', { since: instantText(waiting.since), reason: t(`late.${waiting.reason}`) })}</div>
      )}
    </div>
  );
}
