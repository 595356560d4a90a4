import { describe, expect, it } from 'vitest';
import { createFormats } from './format';
import { typedDay } from './typedDay';

const { date: polish } = createFormats('pl', ['pl-PL']);
const { date: american } = createFormats('en', ['en-US']);

describe('a typed day', () => {
  it.each([
    ['22.11.2026', '2026-11-22'],
    ['5.3.26', '2026-03-05'],
    ['5 3', '2026-03-05'],
    ['2026-02-28', '2026-02-28'],
    ['22/11/2026', '2026-11-22'],
    ['29.02.2027', null],
    ['2026-13-01', null],
    ['jutro', null],
    ['5', null],
    ['', null],
  ])('%s is %s', (text, day) => {
    expect(typedDay(text, polish, '2026-11-22')).toBe(day);
  });

  it('is read as it is written by whoever writes it', () => {
    expect(typedDay(american('2026-11-05'), american, '2026-11-22')).toBe('2026-11-05');
    expect(typedDay(polish('2026-11-05'), polish, '2026-11-22')).toBe('2026-11-05');
  });
});
