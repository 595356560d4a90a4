import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WallTime, type ScheduleRule } from '../../../shared/domain/schedule/rule';
import { SelectField, TextField } from '../../ui/fields';
import { ToggleChip } from '../../ui/FilterChip';
import { useFormats } from '../../ui/formatsContext';
import { choiceOf, choicesFor, daysWith, ruleOf, WEEK, type RuleChoice } from './ruleWords';
import styles from './Schedules.module.css';

interface Props {
  readonly rule: ScheduleRule;
  /** Default: whatever a schedule like this one may be. */
  readonly choices?: readonly RuleChoice[];
  readonly onChange: (rule: ScheduleRule) => void;
}
/** When: the choice, the days and the time. */
export function RuleFields({ rule, choices = choicesFor(rule), onChange }: Props) {
  const { t } = useTranslation('schedule');
  const formats = useFormats();
  const [time, setTime] = useState(rule.at);
  const isTime = WallTime.safeParse(time).success;
  const save = (): void => {
    if (isTime && time !== rule.at) onChange({ ...rule, at: time });
  };
  return (
    <>
      <SelectField
        label={t('when')}
        value={choiceOf(rule)}
        onChange={(choice) => onChange(ruleOf(choice, rule))}
        choices={choices.map((value) => {
          const [kind = '', number] = value.split('-');
          const key = kind as 'day' | 'week' | 'last' | 'hours' | 'nth';
          return { value, label: t(`every.${key}`, { day: number, hours: number }) };
        })}
      />
      {rule.every === 'week' && (
        <div className={styles.days} role="group" aria-label={t('days')}>
          {WEEK.map((day) => (
            <ToggleChip
              key={day}
              label={formats.weekday(day)}
              isOn={rule.on.includes(day)}
              onToggle={() => onChange({ ...rule, on: daysWith(rule.on, day) })}
            />
          ))}
        </div>
      )}
      <form
        className={styles.time}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label={rule.every === 'hours' ? t('first_time') : t('time')}
          value={time}
          onChange={setTime}
          onBlur={save}
          problem={isTime ? undefined : t('time_wrong')}
        />
      </form>
    </>
  );
}
