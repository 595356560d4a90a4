// After a new key was put in front: what older keys have sealed is sealed again, so that they can be given up. At every start, and by a
// rotation. Stopped anywhere it goes on the next time, because what the newest key opens is left alone.
import type { ArchiveWriter } from '../archive/types';
import type { ConnectionRepo, Resealed } from '../db/repositories/connection.repo';
import { resealOwed } from '../enduring/enduringConnections';
import { SEALED_NOTE } from './providerRuntime';
import type { VaultService } from './vaultService';

export interface ResealParts {
  readonly vault: Pick<VaultService, 'reseal'>;
  readonly connections: ConnectionRepo;
  readonly writer: ArchiveWriter;
}

/** The store in one transaction, then what is kept beside the jobs. What no key opens stays as it is. */
export async function resealCredentials(parts: ResealParts): Promise<Resealed> {
  const resealed = await parts.connections.resealAll(parts.vault.reseal);
  await resealNotes(parts);
  return resealed;
}

async function resealNotes({ vault, connections, writer }: ResealParts): Promise<void> {
  const change = (token: string): string | null => {
    const outcome = vault.reseal(token);
    return outcome.result === 'sealed' ? outcome.token : null;
  };
  for (const { id } of await connections.list()) {
    for (const name of await writer.noteList(id, '')) {
      const text = (await writer.noteGet(id, name)) ?? '';
      const token = text.startsWith(SEALED_NOTE) ? change(text.slice(SEALED_NOTE.length)) : null;
      if (token !== null) await writer.notePut(id, name, SEALED_NOTE + token);
    }
  }
  await resealOwed(writer, change);
}
