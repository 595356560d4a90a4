// A backup into a profile that has nothing to lose: beside it first, in its place with the next start.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../../shared/errors';
import { restoreConfig } from '../../backup/configRows';
import { markRestored, restoreFolder } from '../../backup/takeRestored';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import type { ConfigTarget } from '../../db/target';
import type { Host } from '../../ports';
import { usualCost } from '../../vault/passphraseWrap';
import type { SafetyTurn } from './oneAtATime';

export interface RestoreParts {
  readonly host: Host;
  readonly turn: SafetyTurn;
  readonly companies: CompanyRepo;
  readonly target: ConfigTarget;
}

/** Nothing to lose: no company here, and the settings are a file of this computer. */
export async function isEmpty({ companies, target, host }: RestoreParts): Promise<boolean> {
  if (target.type !== 'sqlite' || target.path !== join(host.paths.data, 'config.db')) return false;
  return !existsSync(join(restoreFolder(host.paths), 'ready')) && (await companies.list()).length === 0;
}

/** Throws a Failure: backup.not_empty. */
export async function refuseFilled(parts: RestoreParts): Promise<void> {
  if (!(await isEmpty(parts))) throw new Failure({ kind: 'conflict', key: 'backup.not_empty' });
}

export async function restoreFile(
  { host, turn }: Pick<RestoreParts, 'host' | 'turn'>,
  file: string,
  passphrase: string,
): Promise<void> {
  const into = restoreFolder(host.paths);
  const clear = (): void => rmSync(into, { recursive: true, force: true });
  let isOurs = false;
  await turn
    .run('restore', async (keeper, onProgress, signal) => {
      isOurs = true;
      clear();
      await keeper.unpack({ file, into, passphrase }, onProgress, signal);
      const text = join(into, 'config.json');
      await restoreConfig({
        text: readFileSync(text, 'utf8'),
        path: join(into, 'config.db'),
        passphrase,
        random: (bytes) => host.ids.random(bytes),
        nowMs: host.clock.now(),
        cost: usualCost,
      });
      rmSync(text);
      signal.throwIfAborted();
      markRestored(host.paths);
    })
    .catch((error: unknown) => {
      // Refused because another one is under way: the folder is the other's.
      if (isOurs) clear();
      throw error;
    });
}
