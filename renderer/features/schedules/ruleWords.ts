// A rule in words, and what a screen lets choose of it.
import type { TFunction } from 'i18next';
import type { ScheduleRule } from '../../../shared/domain/schedule/rule';
import type { Formats } from '../../ui/format';

const WORKING_WEEK = [1, 2, 3, 4, 5];
export const WEEK = [...WORKING_WEEK, 6, 7];

export function ruleWords(t: TFunction<'schedule'>, formats: Formats, rule: ScheduleRule): string {
  const { at } = rule;
  switch (rule.every) {
    case 'day':
      return t('rule.day', { at });
    case 'week':
      return String(rule.on.toSorted()) === String(WORKING_WEEK)
        ? t('rule.week', { at })
        : t('rule.days', { at, days: formats.list(rule.on.toSorted().map(formats.weekday)) });
    case 'hours':
      return t('rule.hours', { at, hours: rule.hours });
    case 'month':
      return rule.workingDay === 'last'
        ? t('rule.month_last', { at })
        : t('rule.month_nth', { at, day: rule.workingDay });
  }
}

/** What the choice of a screen stands for; the time stays. */
export type RuleChoice = 'day' | 'week' | 'last' | `hours-${number}` | `nth-${number}`;

export function choiceOf(rule: ScheduleRule): RuleChoice {
  if (rule.every === 'hours') return `hours-${rule.hours}`;
  if (rule.every !== 'month') return rule.every;
  return rule.workingDay === 'last' ? 'last' : `nth-${rule.workingDay}`;
}

const HOURS = [12, 8, 6, 4] as const;
const WORKING_DAYS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15];

/** What is offered; a rule that was made elsewhere is among it. */
export function choicesFor(rule: ScheduleRule): RuleChoice[] {
  const asked = choiceOf(rule);
  const numbers = (all: readonly number[], prefix: string): number[] => {
    const own = asked.startsWith(prefix) ? Number(asked.slice(prefix.length)) : undefined;
    return own === undefined || all.includes(own) ? [...all] : [...all, own];
  };
  if (rule.every === 'month') {
    const days = numbers(WORKING_DAYS, 'nth-').toSorted((a, b) => a - b);
    return [...days.map((day): RuleChoice => `nth-${day}`), 'last'];
  }
  const hours = numbers(HOURS, 'hours-').toSorted((a, b) => b - a);
  return ['day', 'week', ...hours.map((each): RuleChoice => `hours-${each}`)];
}

/** The rule as it is, where the choice is what it says already. */
export function ruleOf(choice: RuleChoice, rule: ScheduleRule): ScheduleRule {
  const { at } = rule;
  if (choice === choiceOf(rule)) return rule;
  const number = Number(choice.slice(choice.indexOf('-') + 1));
  if (choice === 'day') return { every: 'day', at };
  if (choice === 'week') return { every: 'week', on: WORKING_WEEK, at };
  if (choice === 'last') return { every: 'month', workingDay: 'last', at };
  if (choice.startsWith('nth-')) return { every: 'month', workingDay: number, at };
  const hours = ([1, 2, 3, 4, 6, 8, 12] as const).find((each) => each === number) ?? 6;
  return { every: 'hours', hours, at };
}

/** The day put in or taken out; one always stays. */
export function daysWith(on: readonly number[], day: number): number[] {
  const next = on.includes(day) ? on.filter((each) => each !== day) : [...on, day].toSorted();
  return next.length === 0 ? [...on] : next;
}
