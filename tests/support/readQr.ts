// Reads a QR code back with a library that did not draw it: the squares of a path become pixels, as a scanner sees them.
import jsQR from 'jsqr';

const SCALE = 4;

/** `path` of rectangles `M{x} {y}h{w}v{h}h-{w}z` on a grid of `size` units. */
export function readQr(path: string, size: number): string | null {
  const side = size * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x = '', y = '', width = '', height = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)h-\d+z/g)) {
    const [left, top] = [Number(x) * SCALE, Number(y) * SCALE];
    for (let row = top; row < top + Number(height) * SCALE; row += 1) {
      for (let column = left; column < left + Number(width) * SCALE; column += 1) {
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return jsQR(pixels, side, side)?.data ?? null;
}
