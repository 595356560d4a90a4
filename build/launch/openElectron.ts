// Starts Electron under Playwright, in which main can be asked at any time.
import { type ElectronApplication, _electron } from 'playwright';
import type { ElectronCommand } from './electronCommand.ts';

export async function openElectron(command: ElectronCommand): Promise<ElectronApplication> {
  // Playwright turns the sandbox off on Linux unless it is told otherwise.
  const app = await _electron.launch({ ...command, chromiumSandbox: true });
  const ask = app.evaluate.bind(app) as (question: () => unknown, arg?: unknown) => Promise<never>;
  app.evaluate = (question: unknown, arg?: unknown) => ask(inTurn(question), arg);
  return app;
}

/**
 * A question of the debugger interrupts whatever main is at, and nothing holds its answer until that work is over: a major collection
 * in between takes it ("promise was garbage collected"). Asked in a turn of its own it is held, and sees nothing half done.
 */
function inTurn(question: unknown): () => unknown {
  const text = `async (electron, arg) => {
    await new Promise((resolve) => setImmediate(resolve));
    return (${String(question)})(electron, arg);
  }`;
  // Playwright sends what a function says of itself.
  return Object.assign(() => undefined, { toString: () => text });
}
