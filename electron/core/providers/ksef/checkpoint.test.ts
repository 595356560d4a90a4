import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../../shared/errors';
import { advance, readPosition } from './checkpoint';

const from = '2025-09-01T00:00:00.000000+00:00';
const last = '2025-09-11T11:40:40.266578+00:00';
const hwm = '2025-09-11T12:00:40.266578+00:00';
const keyOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return isFailure(error) ? error.spec.key : 'other';
  }
  return 'nothing';
};

describe('how far a package carries', () => {
  it('truncated: to its last invoice, not to the high-water mark, and on at once', () => {
    const next = advance(
      { from },
      { isTruncated: true, lastPermanentStorageDate: last, permanentStorageHwmDate: hwm },
      7,
    );
    expect(next).toEqual({ position: { v: 1, at: last, reached: 'open', checkedAtMs: 7 }, isMore: true });
  });

  it('whole: to the high-water mark, text kept digit for digit', () => {
    const next = advance({ from }, { isTruncated: false, permanentStorageHwmDate: hwm }, 7);
    expect(next).toEqual({ position: { v: 1, at: hwm, reached: 'hwm', checkedAtMs: 7 }, isMore: false });
  });

  it('whole with an end: never beyond that end, and the next window begins there', () => {
    const to = '2025-09-05T00:00:00Z';
    const next = advance({ from, to }, { isTruncated: false, permanentStorageHwmDate: hwm }, 7);
    expect(next).toMatchObject({ position: { at: to, reached: 'open' }, isMore: true });
  });

  it('whole with an end beyond the mark: to the mark', () => {
    const to = '2025-12-01T00:00:00Z';
    const next = advance({ from, to }, { isTruncated: false, permanentStorageHwmDate: hwm }, 7);
    expect(next).toMatchObject({ position: { at: hwm, reached: 'hwm' }, isMore: false });
  });

  it('never goes back and never forward without a mark', () => {
    const early = '2025-08-01T00:00:00Z';
    expect(advance({ from }, { isTruncated: false, permanentStorageHwmDate: early }, 7).position.at).toBe(from);
    expect(advance({ from }, { isTruncated: false }, 7)).toMatchObject({ position: { at: from }, isMore: false });
  });

  it('does not turn in circles when a truncated package ends where it began', () => {
    expect(keyOf(() => advance({ from }, { isTruncated: true, lastPermanentStorageDate: from }, 7))).toBe(
      'unexpected_answer',
    );
    expect(keyOf(() => advance({ from }, { isTruncated: true }, 7))).toBe('unexpected_answer');
  });

  it('compares beyond milliseconds', () => {
    const close = '2025-09-11T11:40:40.2665781+00:00';
    const next = advance({ from: last }, { isTruncated: true, lastPermanentStorageDate: close }, 7);
    expect(next.position.at).toBe(close);
  });
});

describe('a stored checkpoint', () => {
  it('is read back, and one that is not understood is not taken for the beginning', () => {
    expect(readPosition(undefined)).toBeNull();
    expect(readPosition(JSON.stringify({ v: 1, at: hwm, reached: 'hwm', checkedAtMs: 7 }))?.at).toBe(hwm);
    expect(keyOf(() => readPosition('{"v":2}'))).toBe('checkpoint_unreadable');
    expect(keyOf(() => readPosition('nonsense'))).toBe('checkpoint_unreadable');
  });
});
