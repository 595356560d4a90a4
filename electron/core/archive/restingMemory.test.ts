import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SqliteDatabase } from '../db/openSqlite';
import { giveBackAtRest } from './restingMemory';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const [port, asked] = [new EventEmitter(), [] as string[]];
  const db = { open: true, pragma: (text: string) => void asked.push(text) };
  giveBackAtRest(port as unknown as Parameters<typeof giveBackAtRest>[0], db as unknown as SqliteDatabase);
  return { port, asked, db };
}

it('gives the pages back once, ten seconds after the last call', () => {
  const { port, asked } = watched();
  for (let call = 0; call < 5; call += 1) {
    port.emit('message');
    vi.advanceTimersByTime(9_000);
  }
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(asked).toEqual(['shrink_memory']);
  port.emit('message');
  vi.advanceTimersByTime(10_000);
  expect(asked).toHaveLength(2);
});

it('leaves a closed database alone', () => {
  const { port, asked, db } = watched();
  port.emit('message');
  db.open = false;
  vi.advanceTimersByTime(60_000);
  expect(asked).toEqual([]);
});
