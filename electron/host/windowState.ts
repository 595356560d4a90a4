// Where the window was. A broken file, or a display that is gone, gives the default place.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const Bounds = z.strictObject({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(200).max(20_000),
  height: z.int().min(200).max(20_000),
});
const State = z.strictObject({ bounds: Bounds, isMaximized: z.boolean() });
export type WindowState = {
  readonly bounds: { x?: number; y?: number; width: number; height: number };
  readonly isMaximized: boolean;
};

const DEFAULT: WindowState = { bounds: { width: 1440, height: 900 }, isMaximized: false };

export function loadWindowState(file: string): WindowState {
  try {
    return State.parse(JSON.parse(readFileSync(file, 'utf8'))) as WindowState;
  } catch {
    return DEFAULT;
  }
}

export function saveWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

interface Display {
  readonly workArea: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Keeps the place only when a good part of it lies on a display that is there now. */
export function placeOn(state: WindowState, displays: readonly Display[]): WindowState {
  const { x, y, width, height } = state.bounds;
  if (x === undefined || y === undefined) return state;
  const isSeen = displays.some(({ workArea }) => {
    const overlapX = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    const overlapY = Math.min(y + height, workArea.y + workArea.height) - Math.max(y, workArea.y);
    return overlapX > 200 && overlapY > 100;
  });
  return isSeen ? state : { ...state, bounds: { width, height } };
}
