// Whole seconds until an instant, counted down; 0 when it has come or there is none.
import { useSyncExternalStore } from 'react';

const secondsLeft = (until: number): number => Math.max(0, Math.ceil((until - Date.now()) / 1000));

export function useSecondsUntil(instant: string | undefined): number {
  const until = instant === undefined ? 0 : Date.parse(instant);
  return useSyncExternalStore(eachSecond, () => secondsLeft(until));
}

function eachSecond(onChange: () => void): () => void {
  const timer = setInterval(onChange, 1000);
  return () => clearInterval(timer);
}

/** `0:42`, `12:05`, `1:02:05`. */
export function clockText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
