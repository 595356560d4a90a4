import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupView } from '../../../shared/contract/safety';
import { BackupRule } from '../../../shared/domain/schedule/rule';
import { useCommand } from '../../bridge/hooks';
import { RuleFields } from '../../features/schedules/RuleFields';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { OnOff } from '../../ui/OnOff';
import { StateLabel } from '../../ui/StateIcon';
import { useInstantText } from '../../ui/values';
import { Line } from './Section';
import styles from './Settings.module.css';

/** While somebody is at work, and the disk for it lies on the desk. */
const OFFERED: BackupRule = { every: 'week', on: [1, 2, 3, 4, 5], at: '12:20' };
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface Props {
  readonly plan: BackupView['plan'];
  readonly isFree: boolean;
  readonly onGive: () => void;
}
/** The backup that nobody has to think of. */
export function PlannedBackup({ plan, isFree, onGive }: Props) {
  const { t } = useTranslation('safety');
  const { t: tSchedule } = useTranslation('schedule');
  const instantText = useInstantText();
  const save = useCommand('safety.planBackups');
  // What was chosen last stands at once: the next choice builds on it, however quick it comes.
  const [chosen, setChosen] = useState<BackupRule | null>(null);
  const change = (rule: BackupRule | null): void => {
    setChosen(rule);
    void save.run({ rule });
  };
  const { missedAt, problem } = plan ?? {};
  return (
    <>
      {save.problem && <ExplainedProblem problem={save.problem} />}
      {problem && (
        <ExplainedProblem
          problem={problem}
          tone="warn"
          {...(isFree ? { action: <Button onClick={onGive}>{t('backup.give')}</Button> } : {})}
        />
      )}
      <Line
        label={t('backup.by_itself')}
        note={
          <>
            {plan === undefined
              ? t('backup.by_itself_off')
              : t('backup.by_itself_next', { at: instantText(plan.nextAt) })}
            {plan !== undefined && plan.zone !== HERE && ` (${tSchedule('zone', { zone: plan.zone })})`}
            {missedAt !== undefined && problem === undefined && (
              <StateLabel state="attention">{t('backup.missed', { at: instantText(missedAt) })}</StateLabel>
            )}
          </>
        }
      >
        <OnOff
          name={t('backup.by_itself')}
          value={plan !== undefined}
          onChange={(isOn) => change(isOn ? OFFERED : null)}
        />
      </Line>
      {plan && (
        <div className={`${styles.panel} ${styles.rule}`}>
          <RuleFields
            rule={chosen ?? plan.rule}
            choices={['day', 'week']}
            onChange={(rule) => {
              const known = BackupRule.safeParse(rule);
              if (known.success) change(known.data);
            }}
          />
        </div>
      )}
    </>
  );
}
