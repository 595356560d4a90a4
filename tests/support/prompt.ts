// Promptness counted in turns of the event loop, which a busy machine cannot stretch as it stretches milliseconds.

/** Far less than 200 ms on an idle machine: nothing but local work may lie between a cancel and its effect. */
export const promptTurns = 100;

export async function turnsUntilSettled(work: Promise<unknown>): Promise<number> {
  const state = { isSettled: false };
  const settle = () => {
    state.isSettled = true;
  };
  work.then(settle, settle);
  for (let turns = 0; turns < 100_000; turns++) {
    if (state.isSettled) return turns;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return Infinity;
}

/** A promise and the function that fulfils it. */
export function signalled(): { readonly told: Promise<void>; readonly tell: () => void } {
  let tell: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { told, tell };
}
