// Damaged files of the archive made whole: out of a backup, or from their sources. What comes is held against the chain first; what is
// not what stood there replaces nothing.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompanyId } from '../../../../shared/domain/ids';
import { segmentOf, type DamagedPlace } from '../../archive/mend/proveFile';
import type { LostOriginal } from '../../archive/mend/rewriteSegment';
import { sha256Hex } from '../../archive/sha256';
import { segmentName } from '../../archive/folders';
import type { Damage } from '../../archive/integrity/types';
import type { ArchiveWriter } from '../../archive/types';
import type { ConnectionRepo } from '../../db/repositories/connection.repo';
import type { Host } from '../../ports';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import { qualify, type ProviderRuntime } from '../providerRuntime';
import type { BackupService } from './backupService';
import type { SafetyTurn } from './oneAtATime';

type Broken = Pick<Damage, 'file' | 'key'>;
export interface PutBackAsked {
  readonly companyId: CompanyId;
  readonly passphrase?: string | undefined;
  readonly isOther: boolean;
}

export interface Mending {
  /** Null: no backup was chosen. */
  putBack(
    order: PutBackAsked,
    damages: readonly Broken[],
  ): Promise<{ readonly mended: number; readonly left: readonly string[] } | null>;
  /** Answers the files that are whole again. Throws what a source says that does not answer. */
  fetch(companyId: CompanyId, damages: readonly Broken[]): Promise<readonly string[]>;
}

export interface MendingParts {
  readonly host: Pick<Host, 'paths'>;
  readonly turn: SafetyTurn;
  readonly writer: ArchiveWriter;
  readonly connections: ConnectionRepo;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly runtime: ProviderRuntime;
  readonly backup: Pick<BackupService, 'access'>;
}

const quiet = { info: () => undefined, warn: () => undefined };

export function mending(parts: MendingParts): Mending {
  const { host, turn, writer } = parts;
  const { archive, spool } = host.paths;

  const ask = async (lost: readonly LostOriginal[], folder: string, signal: AbortSignal) => {
    const originals: (readonly [string, string])[] = [];
    for (const { connectionId, naturalKey, entry, sha256 } of lost) {
      const bytes = await original(parts, connectionId, naturalKey, signal);
      if (bytes === null || sha256Hex(bytes) !== sha256) return null;
      const path = join(folder, String(originals.length));
      await writeFile(path, bytes, { mode: 0o600 });
      originals.push([entry, path]);
      signal.throwIfAborted();
    }
    return originals;
  };

  return {
    putBack: async ({ companyId, ...order }, damages) => {
      const access = await parts.backup.access(order);
      if (access === null) return null;
      const wanted = damages.flatMap((damage) => placesOf(companyId, damage));
      const { mended, left } = await turn.run('mend', (keeper, onProgress, signal) =>
        keeper.putBack({ ...access, archive, wanted }, onProgress, signal),
      );
      // What the rows lost with the files is read anew.
      if (mended.length > 0) await writer.recover();
      const files = new Set(damages.map(({ file }) => file));
      return { mended: mended.length, left: left.map(({ file }) => file).filter((file) => files.has(file)) };
    },
    fetch: async (companyId, damages) => {
      const healed: string[] = [];
      let isMoved = false;
      const folder = join(spool, 'mend');
      await turn.run('mend', async (keeper, onProgress, signal) => {
        try {
          for (const { file } of damages) {
            await mkdir(folder, { recursive: true, mode: 0o700 });
            const place: DamagedPlace = { companyId, file };
            const lost = await keeper.lostIn({ archive, place }, onProgress, signal);
            const originals = lost === null ? null : await ask(lost, folder, signal);
            if (originals === null) continue;
            const outcome = await keeper.heal({ archive, place, originals }, onProgress, signal);
            if (outcome === 'differs') continue;
            healed.push(file);
            if (outcome === 'moved') isMoved = true;
          }
        } finally {
          await rm(folder, { recursive: true, force: true });
          if (isMoved) await writer.rebuild();
          else if (healed.length > 0) await writer.recover();
        }
      });
      return healed;
    },
  };
}

/** Of two links that do not follow each other either may be the wrong one. */
function placesOf(companyId: string, { file, key }: Broken): readonly DamagedPlace[] {
  const seq = segmentOf(file) ?? 0;
  if (key !== 'archive.link_broken' || seq < 2) return [{ companyId, file }];
  return [file, `segments/${segmentName(seq - 1)}`].map((one) => ({ companyId, file: one }));
}

async function original(
  { connections, manifestOf, runtime }: MendingParts,
  connectionId: string,
  naturalKey: string,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const connection = (await connections.list()).find(({ id }) => id === connectionId);
  if (connection === undefined) return null;
  const manifest = manifestOf(connection.providerId);
  const load = manifest.invoices?.original;
  if (load === undefined) return null;
  try {
    const [fetch, target] = [await load(), await runtime.stored(connection.id, manifest)];
    return await fetch(runtime.context(target, { signal, log: quiet }), naturalKey);
  } catch (error) {
    throw qualify(manifest.id, error);
  }
}
