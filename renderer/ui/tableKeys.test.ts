import { describe, expect, it } from 'vitest';
import { tableMove } from './tableKeys';

describe('keys in a table of 100 rows, 10 on a page', () => {
  it.each([
    ['ArrowDown', 4, 5],
    ['ArrowDown', 99, 99],
    ['ArrowDown', -1, 0],
    ['ArrowUp', 4, 3],
    ['ArrowUp', 0, 0],
    ['ArrowUp', -1, 0],
    ['PageDown', 4, 14],
    ['PageDown', 95, 99],
    ['PageUp', 4, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('%s on row %i goes to row %i', (key, from, to) => {
    expect(tableMove(key, from, 100, 10)).toEqual({ kind: 'move', to });
  });

  it('opens only a row that is there', () => {
    expect(tableMove('Enter', 3, 100, 10)).toEqual({ kind: 'open' });
    expect(tableMove('Enter', -1, 100, 10)).toEqual({ kind: 'none' });
    expect(tableMove('Enter', 100, 100, 10)).toEqual({ kind: 'none' });
  });

  it('does nothing in an empty table, except leaving it', () => {
    expect(tableMove('ArrowDown', -1, 0, 10)).toEqual({ kind: 'none' });
    expect(tableMove('End', -1, 0, 10)).toEqual({ kind: 'none' });
    expect(tableMove('Escape', -1, 0, 10)).toEqual({ kind: 'escape' });
  });
});
