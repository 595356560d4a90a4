// Kontor without a window, for an office server: schedules, the local API, the log on standard output. Ends cleanly on SIGTERM.
import { app } from 'electron';
import { createApp } from '../core/app';
import type { KontorApp } from '../core/kontorApp';
import { registry } from '../core/providers/registry';
import { type AppError, type Outcome, isFailure } from '../../shared/errors';
import { electronHost } from './electronHost';
import { EXIT, exitCodeOf } from './exitCodes';
import { hardenSessions } from './hardenSession';
import { nowhere } from './nowhere';
import { threads } from './threads';
import { passphraseFrom } from './passphrase';
import { explainAndEnd } from './startProblem';

interface HeadlessOptions {
  readonly dataFolder: string;
  readonly codeFolder: string;
}

/** Answers when it is ready; with null when it could not start, which is explained and ends the process. */
export async function runHeadless({ dataFolder, codeFolder }: HeadlessOptions): Promise<KontorApp | null> {
  try {
    const passphrase = passphraseFrom(process.env);
    await app.whenReady();
    hardenSessions();
    const host = electronHost({ dataFolder, startWorker: threads(codeFolder), ...nowhere });
    // Read once: no process that is started from here inherits it.
    delete process.env['KONTOR_API_TOKEN'];
    const kontor = await createApp({ ...host, tellLog: (line) => process.stdout.write(line) }, registry);
    endOnSignals(kontor);
    const problem = await openVault(kontor, passphrase);
    if (problem) {
      await kontor.stop();
      explainAndEnd(problem.key, problem.params, EXIT.noKey);
      return null;
    }
    await kontor.start();
    await say(kontor);
    return kontor;
  } catch (error) {
    const { key, params = {} } = isFailure(error) ? error.spec : { key: 'start.unexpected' };
    if (!isFailure(error)) process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
    explainAndEnd(key, params, exitCodeOf(key));
    return null;
  }
}

/** Work in hand is cut at its next safe point; it goes on at the next start. */
function endOnSignals(kontor: KontorApp): void {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    kontor.stop().then(
      () => {
        app.exit(0);
      },
      () => {
        app.exit(EXIT.unexpected);
      },
    );
  };
  // Electron turns signals into a wish to quit on some systems, and leaves them to Node on others.
  app.on('before-quit', (event) => {
    event.preventDefault();
    end();
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
}

/** Null when the sign-ins can be opened. */
export async function openVault(
  kontor: KontorApp,
  passphrase: string | null,
): Promise<Pick<AppError, 'key' | 'params'> | null> {
  const known = await kontor.dispatch('app.vault', undefined);
  const state = known.ok ? (known.value as { readonly state: string }).state : 'locked';
  if (state === 'open') return null;
  if (passphrase === null) return { key: 'start.no_key', params: {} };
  const call = state === 'new' ? 'app.choosePassphrase' : 'app.unlockVault';
  const opened: Outcome<unknown> = await kontor.dispatch(call, { passphrase });
  if (opened.ok) return null;
  return opened.error.key === 'error.bad_payload' ? { key: 'start.passphrase_short', params: {} } : opened.error;
}

/** The first line that somebody who looks after the server waits for. */
async function say(kontor: KontorApp): Promise<void> {
  const api = await kontor.dispatch('api.view', undefined);
  const view = api.ok
    ? (api.value as { readonly state: string; readonly port: number; readonly problem?: AppError })
    : null;
  const listens =
    view?.state === 'listening' ? { api: `http://127.0.0.1:${String(view.port)}/api` } : { api: view?.state };
  const problem = view?.problem === undefined ? {} : { problem: view.problem.key, params: view.problem.params };
  const line = { level: 'info', at: new Date().toISOString(), ...listens, ...problem, pid: process.pid, msg: 'ready' };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
