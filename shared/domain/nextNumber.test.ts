import { describe, expect, it } from 'vitest';
import { nextNumber } from './nextNumber';

const last = (...numbers: readonly string[]) => numbers.map((number) => ({ number, issueDate: '2026-11-20' }));

describe('the next number', () => {
  it.each([
    ['FV/2026/11/001', 'FV/2026/11/002'],
    ['11/11/2026', '12/11/2026'],
    ['FV 99/2026', 'FV 100/2026'],
    ['2026/11/11', '2026/11/12'],
    ['A-000123', 'A-000124'],
    ['7', '8'],
  ])('after %s in the same month is %s', (number, next) => {
    expect(nextNumber(last(number), '2026-11-22')).toBe(next);
  });

  it.each([
    ['FV/2026/11/014', '2026-12-01', 'FV/2026/12/001'],
    ['3/11/2026', '2027-01-02', '1/01/2027'],
    ['FV 99/2026', '2026-12-30', 'FV 100/2026'],
    ['FV 99/2026', '2027-01-02', 'FV 1/2027'],
    ['FV/12/26', '2026-12-02', 'FV/13/26'],
    ['FV/12/26', '2027-01-02', 'FV/1/27'],
    ['A-000123', '2027-01-02', 'A-000124'],
  ])('after %s on %s is %s', (number, day, next) => {
    expect(nextNumber(last(number), day)).toBe(next);
  });

  it('goes on from the highest of its pattern, whatever stands between', () => {
    expect(nextNumber(last('FV/2026/11/007', 'KOR/2026/11/031', 'FV/2026/11/009'), '2026-11-22')).toBe(
      'FV/2026/11/010',
    );
  });

  it.each([
    ['11/2026/11', '10/2026/11', '12/2026/11'],
    ['2026/11/11', '2026/11/10', '2026/11/12'],
    ['2026/11/11', '2026/10/11', '2026/12/11'],
    ['FV/11/2026/02', 'FV/10/2026/02', 'FV/12/2026/02'],
    ['FV/01/2026/11', 'FV/01/2026/10', 'FV/01/2026/12'],
    ['11/11/2026/ZK', '10/11/2026/ZK', '12/11/2026/ZK'],
  ])('tells a count from a month, a series and a branch: after %s and %s comes %s', (newest, before, next) => {
    expect(nextNumber(last(newest, before), '2026-11-22')).toBe(next);
  });

  it('follows the series of most, not one number out of line', () => {
    expect(nextNumber(last('FV/1011/11/2026', 'FV 035/11/2026', 'FV 034/11/2026'), '2026-11-22')).toBe(
      'FV 036/11/2026',
    );
  });

  it('begins a month anew where it did so before', () => {
    const past = [
      { number: 'FV/2026/11/001', issueDate: '2026-11-03' },
      { number: 'FV/2026/10/001', issueDate: '2026-10-03' },
    ];
    expect(nextNumber(past, '2026-11-22')).toBe('FV/2026/11/002');
    expect(nextNumber(past, '2026-12-01')).toBe('FV/2026/12/001');
  });

  it('is not made up where nothing counts', () => {
    expect(nextNumber([], '2026-11-22')).toBe('');
    expect(nextNumber(last('bez numeru'), '2026-11-22')).toBe('');
    expect(nextNumber(last('2026'), '2026-11-22')).toBe('');
  });
});
