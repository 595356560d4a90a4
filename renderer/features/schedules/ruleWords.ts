// A rule in words.
import type { TFunction } from 'i18next';
import type { ScheduleRule } from '../../../shared/domain/schedule/rule';

export function ruleWords(t: TFunction<'schedule'>, rule: ScheduleRule): string {
  const { at } = rule;
  switch (rule.every) {
    case 'day':
    case 'week':
      return t(`rule.${rule.every}`, { at });
    case 'hours':
      return t('rule.hours', { at, hours: rule.hours });
    case 'month':
      return rule.workingDay === 'last'
        ? t('rule.month_last', { at })
        : t('rule.month_nth', { at, day: rule.workingDay });
  }
}

/** What the choice of a screen stands for; the time stays. */
export type RuleChoice = 'day' | 'week' | 'hours' | 'last' | `nth-${number}`;

export function choiceOf(rule: ScheduleRule): RuleChoice {
  if (rule.every !== 'month') return rule.every;
  return rule.workingDay === 'last' ? 'last' : `nth-${rule.workingDay}`;
}

export function ruleOf(choice: RuleChoice, at: string): ScheduleRule {
  switch (choice) {
    case 'day':
      return { every: 'day', at };
    case 'week':
      return { every: 'week', on: [1, 2, 3, 4, 5], at };
    case 'hours':
      return { every: 'hours', hours: 6, at };
    case 'last':
      return { every: 'month', workingDay: 'last', at };
    default:
      return { every: 'month', workingDay: Number(choice.slice(4)), at };
  }
}
