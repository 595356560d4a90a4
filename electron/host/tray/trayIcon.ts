// The symbol in the system's panel: the bar of the mark stays, what stands beside it tells the state. Drawn here, in any size and
// colour, on a grid of 16: no pictures are shipped.
import type { TrayShape } from '../../core/ports';

type Point = readonly [x: number, y: number];
type Inside = (x: number, y: number) => boolean;

const rect =
  (left: number, top: number, width: number, height: number): Inside =>
  (x, y) =>
    x >= left && x <= left + width && y >= top && y <= top + height;

/** A line with round ends and corners. */
const line =
  (width: number, ...points: readonly Point[]): Inside =>
  (x, y) =>
    points.slice(1).some((to, index) => distanceTo([x, y], points[index] ?? to, to) <= width / 2);

const triangle =
  (a: Point, b: Point, c: Point): Inside =>
  (x, y) => {
    const sides = [side(a, b, [x, y]), side(b, c, [x, y]), side(c, a, [x, y])];
    return sides.every((each) => each >= 0) || sides.every((each) => each <= 0);
  };

const side = ([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): number => (bx - ax) * (y - ay) - (by - ay) * (x - ax);

function distanceTo([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

const union =
  (...parts: readonly Inside[]): Inside =>
  (x, y) =>
    parts.some((part) => part(x, y));
const without =
  (whole: Inside, cut: Inside): Inside =>
  (x, y) =>
    whole(x, y) && !cut(x, y);

const bar = rect(1.25, 2, 2.75, 12);
const chevron = (tip: number, reach: number, width: number): Inside =>
  line(width, [tip + reach, 3.1], [tip, 8], [tip + reach, 12.9]);
const mark = union(bar, chevron(8, 4.8, 2.6));

const SHAPES: Readonly<Record<TrayShape, Inside>> = {
  idle: mark,
  working: union(bar, chevron(6.9, 3, 2), chevron(11.4, 3, 2)),
  attention: union(
    bar,
    without(triangle([5.2, 14], [10.4, 2.2], [15.6, 14]), union(rect(9.55, 6.6, 1.7, 3.6), rect(9.55, 11.2, 1.7, 1.6))),
  ),
  paused: union(bar, rect(6.8, 5, 2.5, 6), rect(11.4, 5, 2.5, 6)),
  offline: union(without(mark, line(4.4, [2, 14.2], [14, 1.8])), line(1.9, [2, 14.2], [14, 1.8])),
};

/** Of each pixel so many points a side are looked at: smooth edges. */
const SAMPLES = 4;

/** The alpha of each pixel, row by row. */
export function trayAlpha(shape: TrayShape, size: number): Uint8Array {
  const inside = SHAPES[shape];
  const alpha = new Uint8Array(size * size);
  const step = 16 / (size * SAMPLES);
  for (let pixel = 0; pixel < alpha.length; pixel += 1) {
    const [left, top] = [(pixel % size) * SAMPLES, Math.floor(pixel / size) * SAMPLES];
    let hits = 0;
    for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
      const x = (left + (sample % SAMPLES) + 0.5) * step;
      const y = (top + Math.floor(sample / SAMPLES) + 0.5) * step;
      if (inside(x, y)) hits += 1;
    }
    alpha[pixel] = Math.round((hits / (SAMPLES * SAMPLES)) * 255);
  }
  return alpha;
}

/** One grey for all three colours, so their order does not matter: pixels as Chromium takes them, multiplied by their alpha. */
export function trayBitmap(shape: TrayShape, size: number, grey: number): Buffer {
  const bitmap = Buffer.alloc(size * size * 4);
  trayAlpha(shape, size).forEach((alpha, pixel) => {
    bitmap.fill(Math.round((grey * alpha) / 255), pixel * 4, pixel * 4 + 3);
    bitmap[pixel * 4 + 3] = alpha;
  });
  return bitmap;
}
