// `kontor --rotate-key`: the same as in Settings, without a window. Where a passphrase is in force it is read from the first line of the
// standard input, so that it stands in no list of processes.
import { app } from 'electron';
import type { RotationResult, VaultView } from '../../shared/contract/app';
import { Failure, type Outcome } from '../../shared/errors';
import { createApp } from '../core/app';
import type { KontorApp } from '../core/kontorApp';
import { registry } from '../core/providers/registry';
import { electronHost } from './electronHost';
import { firstLine } from './firstLine';
import { nowhere } from './nowhere';
import { threads } from './threads';
import { privateFolder } from './privateFolder';
import { explainOnly } from './startProblem';

export async function rotateKeyAndQuit(codeFolder: string): Promise<void> {
  try {
    if (!app.requestSingleInstanceLock()) throw new Failure({ kind: 'conflict', key: 'start.running' });
    await app.whenReady();
    const dataFolder = privateFolder(app.getPath('userData'));
    const kontor = await createApp(
      electronHost({ dataFolder, startWorker: threads(codeFolder), ...nowhere }),
      registry,
    );
    try {
      await rotate(kontor);
    } finally {
      await kontor.stop();
    }
    app.exit(0);
  } catch (error) {
    explainOnly(error);
    app.exit(1);
  }
}

async function rotate(kontor: KontorApp): Promise<void> {
  const text = await kontor.texts();
  const vault = await asked<VaultView>(kontor, 'app.vault', undefined);
  const isOurs = vault.protectedBy !== 'environment';
  const passphrase = isOurs && vault.hasPassphrase ? await firstLine(text('key_passphrase')) : undefined;
  if (vault.state === 'locked' && passphrase !== undefined) await asked(kontor, 'app.unlockVault', { passphrase });
  const order = passphrase === undefined ? {} : { passphrase };
  const { signIns, copies, unreadable } = await asked<RotationResult>(kontor, 'app.rotateKey', order);
  process.stdout.write(`${text('key_rotated', { signIns, copies, unreadable })}\n`);
  if (!isOurs) process.stdout.write(`${text('key_take_out')}\n`);
}

async function asked<T>(kontor: KontorApp, name: string, input: unknown): Promise<T> {
  const answer = (await kontor.dispatch(name, input)) as Outcome<T>;
  if (answer.ok) return answer.value;
  const { kind, key, params } = answer.error;
  throw new Failure({ kind, key, params });
}
