import { describe, expect, it } from 'vitest';
import { trayAlpha, trayBitmap } from './trayIcon';

const SHAPES = ['idle', 'working', 'attention', 'paused', 'offline'] as const;
const SIZES = [16, 20, 24, 32, 48];

/** How much of the ink of two pictures lies in one place only. */
function difference(a: Uint8Array, b: Uint8Array): number {
  const apart = a.reduce((sum, alpha, pixel) => sum + Math.abs(alpha - (b[pixel] ?? 0)), 0);
  return apart / a.reduce((sum, alpha) => sum + alpha, 0);
}

describe.each(SIZES)('at %i pixels', (size) => {
  it('the shapes are told apart without any colour', () => {
    for (const [index, one] of SHAPES.entries())
      for (const other of SHAPES.slice(index + 1))
        expect(difference(trayAlpha(one, size), trayAlpha(other, size)), `${one} ${other}`).toBeGreaterThan(0.25);
  });

  it('every shape is there, leaves room around it and has solid ink', () => {
    for (const shape of SHAPES) {
      const alpha = trayAlpha(shape, size);
      const corners = [0, size - 1, size * (size - 1)].map((pixel) => alpha[pixel]);
      expect(corners, shape).toEqual([0, 0, 0]);
      expect(alpha.includes(255), shape).toBe(true);
    }
  });
});

it('is the same in light and dark but for its grey', () => {
  const [dark, light] = [trayBitmap('idle', 16, 0), trayBitmap('idle', 16, 255)];
  for (let pixel = 0; pixel < 256; pixel += 1) {
    const alpha = light[pixel * 4 + 3];
    expect([...light.subarray(pixel * 4, pixel * 4 + 4)]).toEqual([alpha, alpha, alpha, alpha]);
    expect([...dark.subarray(pixel * 4, pixel * 4 + 4)]).toEqual([0, 0, 0, alpha]);
  }
});
