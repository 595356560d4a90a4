import { describe, expect, it } from 'vitest';
import type { ScheduleRule } from '../../../shared/domain/schedule/rule';
import { choiceOf, choicesFor, daysWith, ruleOf } from './ruleWords';

const at = '21:47';
const RULES: readonly ScheduleRule[] = [
  { every: 'day', at },
  { every: 'week', on: [2, 6], at },
  { every: 'hours', hours: 3, at },
  { every: 'hours', hours: 12, at },
  { every: 'month', workingDay: 7, at },
  { every: 'month', workingDay: 'last', at },
];

describe('what a screen lets choose', () => {
  it.each(RULES)('$every holds what there is, and choosing it again changes nothing', (rule) => {
    expect(choicesFor(rule)).toContain(choiceOf(rule));
    expect(ruleOf(choiceOf(rule), rule)).toBe(rule);
  });

  it.each(RULES)('$every: every choice stands for itself', (rule) => {
    for (const choice of choicesFor(rule)) {
      expect(choiceOf(ruleOf(choice, rule))).toBe(choice);
      expect(ruleOf(choice, rule).at).toBe(at);
    }
  });

  it('days are put in and taken out one by one, and one stays', () => {
    expect(daysWith([2, 6], 4)).toEqual([2, 4, 6]);
    expect(daysWith([2, 6], 6)).toEqual([2]);
    expect(daysWith([2], 2)).toEqual([2]);
  });
});
