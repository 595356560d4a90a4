import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduleView } from '../../../shared/contract/schedules';
import { CatchUp } from '../../../shared/domain/schedule/rule';
import { useCommand, useQuery } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { SelectField } from '../../ui/fields';
import { useFormats } from '../../ui/formatsContext';
import { OnOff } from '../../ui/OnOff';
import { RuleFields } from './RuleFields';
import { ruleWords } from './ruleWords';
import { ScheduleTimes } from './ScheduleTimes';
import styles from './Schedules.module.css';

type Change = Partial<Pick<ScheduleView, 'rule' | 'catchUp' | 'isOn' | 'connectionId'>>;

/** Whose clock the times of the screen are. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface Props {
  readonly schedule: ScheduleView;
}
export function ScheduleLine({ schedule: stored }: Props) {
  const { t } = useTranslation('schedule');
  const formats = useFormats();
  const save = useCommand('schedules.save');
  const remove = useCommand('schedules.remove');
  const runWaiting = useCommand('schedules.runWaiting');
  const skipWaiting = useCommand('schedules.skipWaiting');
  // What was chosen last stands at once, until it is stored: the next choice builds on it, however quick it comes.
  const [chosen, setChosen] = useState<Change>({});
  const left = notIn(stored, chosen);
  if (Object.keys(left).length < Object.keys(chosen).length) setChosen(left);
  const schedule: ScheduleView = { ...stored, ...left };
  const { id, work, waiting, rule } = schedule;
  const problem = save.problem ?? remove.problem ?? runWaiting.problem ?? skipWaiting.problem;
  const change = async (part: Change): Promise<void> => {
    const { companyId, connectionId, zone, catchUp, isOn } = schedule;
    setChosen((before) => ({ ...before, ...part }));
    const outcome = await save.run({ id, companyId, connectionId, work, rule, zone, catchUp, isOn, ...part });
    if (!outcome.ok) setChosen({});
  };
  return (
    <div className={styles.schedule} role="group" aria-label={t(`work.${work}`)}>
      {problem && <ExplainedProblem problem={problem} />}
      <div className={styles.head}>
        <div>
          <div className={styles.name}>{t(`work.${work}`)}</div>
          <div className={styles.note}>
            {ruleWords(t, formats, rule)}
            {schedule.zone !== HERE && ` · ${t('zone', { zone: schedule.zone })}`}
          </div>
          <ScheduleTimes schedule={schedule} />
        </div>
        <OnOff name={t(`work.${work}`)} value={schedule.isOn} onChange={(isOn) => void change({ isOn })} />
      </div>
      {waiting && (
        <div className={styles.row}>
          <Button size="xs" isBusy={runWaiting.isRunning} onClick={() => void runWaiting.run({ id })}>
            {t('do_now')}
          </Button>
          <Button kind="quiet" size="xs" isBusy={skipWaiting.isRunning} onClick={() => void skipWaiting.run({ id })}>
            {t('leave_out')}
          </Button>
        </div>
      )}
      <div className={styles.row}>
        <RuleFields rule={rule} onChange={(next) => void change({ rule: next })} />
        {work === 'sync' && <ScopeField schedule={schedule} onChange={(part) => void change(part)} />}
        <SelectField
          label={t('missed')}
          value={schedule.catchUp}
          onChange={(catchUp) => void change({ catchUp })}
          choices={CatchUp.options.map((value) => ({ value, label: t(`catch_up.${value}`) }))}
        />
        <Button kind="quiet" isBusy={remove.isRunning} onClick={() => void remove.run({ id })}>
          {t('remove')}
        </Button>
      </div>
    </div>
  );
}

/** The parts of a choice that are not stored yet. */
function notIn(stored: ScheduleView, chosen: Change): Change {
  const keys = Object.keys(chosen) as (keyof Change)[];
  const isStored = (key: keyof Change): boolean => JSON.stringify(chosen[key]) === JSON.stringify(stored[key]);
  return Object.fromEntries(keys.filter((key) => !isStored(key)).map((key) => [key, chosen[key]]));
}

interface FieldProps {
  readonly onChange: (part: Change) => void;
}

const ALL = 'all';

/** Only where there is something to choose. */
function ScopeField({ schedule: { companyId, connectionId }, onChange }: FieldProps & Props) {
  const { t } = useTranslation('schedule');
  const connections = useQuery('connections.list', { companyId });
  const sources = (connections.data ?? []).filter(({ capabilities }) => capabilities.includes('invoices'));
  if (sources.length < 2 && connectionId === undefined) return null;
  return (
    <SelectField
      label={t('scope')}
      value={connectionId ?? ALL}
      onChange={(value) => onChange({ connectionId: sources.find(({ id }) => id === value)?.id })}
      choices={[
        { value: ALL, label: t('scope_all') },
        ...sources.map(({ id, title }) => ({ value: id, label: title })),
      ]}
    />
  );
}
