// `kontor --backup FILE` and `kontor --restore FILE`: the same as in Settings and on the first screen, without a window. Passphrases come
// from the environment, else the backup's from the first line of the standard input; never from the command line.
import { resolve } from 'node:path';
import { app } from 'electron';
import { Failure, isFailure } from '../../shared/errors';
import { createApp } from '../core/app';
import type { KontorApp } from '../core/kontorApp';
import { registry } from '../core/providers/registry';
import { type FileOrder, PLAIN } from './commandLine';
import { electronHost } from './electronHost';
import { EXIT, exitCodeOf } from './exitCodes';
import { firstLine } from './firstLine';
import { openVault } from './headless';
import { nowhere } from './nowhere';
import { threads } from './threads';
import { passphraseFrom } from './passphrase';
import { privateFolder } from './privateFolder';
import { explainAndEnd } from './startProblem';

export async function backUpOrRestoreAndQuit({ kind, file }: FileOrder, codeFolder: string): Promise<void> {
  // The one that runs keeps its window where it is.
  if (!app.requestSingleInstanceLock({ ...PLAIN, isHidden: true })) {
    explainAndEnd('start.runs_already', {}, EXIT.runsAlready);
    return;
  }
  const own = passphraseFrom(process.env);
  const given = passphraseFrom(process.env, 'KONTOR_BACKUP_PASSPHRASE');
  try {
    await app.whenReady();
    const host = electronHost({
      dataFolder: privateFolder(app.getPath('userData')),
      startWorker: threads(codeFolder),
      ...nowhere,
    });
    const kontor = await createApp(host, registry);
    try {
      const order = { kontor, file: resolve(file), given };
      await (kind === 'backup' ? backUp(order, own) : restore(order));
    } finally {
      await kontor.stop();
    }
    app.exit(0);
  } catch (error) {
    const { key, params = {} } = isFailure(error) ? error.spec : { key: 'start.unexpected' };
    if (!isFailure(error)) process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
    explainAndEnd(key, params, exitCodeOf(key));
  }
}

interface Order {
  readonly kontor: KontorApp;
  readonly file: string;
  readonly given: string | null;
}

async function backUp({ kontor, file, given }: Order, own: string | null): Promise<void> {
  const text = await kontor.texts();
  const problem = await openVault(kontor, own);
  if (problem) throw new Failure({ kind: 'unavailable', ...problem });
  const asks = given === null && (await kontor.backups.asksFor(file));
  const passphrase = asks ? await firstLine(text('backup_passphrase')) : (given ?? undefined);
  const { states, bytes, newBytes } = await kontor.backups.backUpTo(file, passphrase);
  process.stdout.write(`${text('backup_made', { file, states, bytes, newBytes })}\n`);
}

async function restore({ kontor, file, given }: Order): Promise<void> {
  const text = await kontor.texts();
  await kontor.backups.restoreFrom(file, given ?? (await firstLine(text('backup_passphrase'))));
  process.stdout.write(`${text('backup_restored', { file })}\n`);
}
