import { describe, expect, it } from 'vitest';
import { placePanel } from './placePanel';

const size = { width: 360, height: 480 };
/** 1920 x 1080 with a panel of 32 px at the top or at the bottom. */
const below = { x: 0, y: 32, width: 1920, height: 1048 };
const above = { x: 0, y: 0, width: 1920, height: 1040 };
const symbol = (x: number, y: number) => ({ x, y, width: 24, height: 24 });

describe('where the panel opens', () => {
  it.each([
    ['under a panel at the top', symbol(1500, 4), below, { x: 1332, y: 38 }],
    ['over one at the bottom', symbol(1500, 1050), above, { x: 1332, y: 554 }],
    ['whole on the screen in a corner', symbol(1890, 4), below, { x: 1554, y: 38 }],
    ['beside one at the left', symbol(4, 500), { x: 40, y: 0, width: 1880, height: 1080 }, { x: 46, y: 530 }],
    ['on a screen to the left of the first', symbol(-200, 4), { ...below, x: -1920 }, { x: -368, y: 38 }],
    ['where nobody knows the place', { x: 0, y: 0, width: 0, height: 0 }, below, { x: 6, y: 38 }],
  ] as const)('%s', (_where, at, area, place) => {
    expect(placePanel(size, at, area)).toEqual({ ...place, ...size });
  });

  it('is never larger than the screen', () => {
    const area = { x: 0, y: 0, width: 320, height: 400 };
    expect(placePanel(size, symbol(300, 0), area)).toEqual({ x: 6, y: 6, width: 308, height: 388 });
  });
});
