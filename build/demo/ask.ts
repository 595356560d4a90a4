// Calls of the app's own contract from inside the window, for what the demo prints.

import type { Page } from 'playwright';
import type { EntryOf, InputOf, OutputOf } from '../../shared/contract/define.ts';
import type { KontorCall, KontorContract } from '../../shared/contract/index.ts';

interface Answer<T> {
  readonly ok: boolean;
  readonly value: T;
  readonly error?: { readonly key: string };
}

export async function ask<N extends KontorCall>(
  window: Page,
  name: N,
  input: InputOf<EntryOf<KontorContract, N>>,
): Promise<OutputOf<EntryOf<KontorContract, N>>> {
  const answer = await window.evaluate(
    ([call, payload]) => {
      const bridge = Reflect.get(globalThis, 'kontor') as { invoke(n: string, p: unknown): Promise<unknown> };
      return bridge.invoke(call, payload);
    },
    [name, input] as const,
  );
  const { ok, value, error } = answer as Answer<OutputOf<EntryOf<KontorContract, N>>>;
  if (!ok) throw new Error(`${name}: ${error?.key ?? 'refused'}`);
  return value;
}

/** Asks again until it holds. The limit is generous: it ends a demo that hangs, it measures nothing. */
export async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const end = performance.now() + 180_000;
  while (performance.now() < end) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited three minutes for ${what}`);
}
