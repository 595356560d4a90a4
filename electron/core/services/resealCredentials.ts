// After a new key was put in front: what older keys have sealed is sealed again at start, so that they can be given up.
// Stopped anywhere it goes on at the next start, because what the newest key opens is left alone.
import type { ArchiveWriter } from '../archive/types';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { Clock } from '../ports';
import { instantOf } from '../time';
import { SEALED_NOTE } from './providerRuntime';
import type { VaultService } from './vaultService';

export interface ResealParts {
  readonly vault: Pick<VaultService, 'resealed'>;
  readonly connections: ConnectionRepo;
  readonly writer: ArchiveWriter;
  readonly clock: Clock;
}

/** Runs before any job, so nobody writes the same values meanwhile. What no key opens stays as it is. */
export async function resealCredentials({ vault, connections, writer, clock }: ResealParts): Promise<void> {
  for (const { id } of await connections.list()) {
    for (const value of await connections.sealed(id)) {
      const token = vault.resealed(value.token);
      if (token !== null) await connections.putSealed(id, { ...value, token }, instantOf(clock.now()));
    }
    for (const name of await writer.noteList(id, '')) {
      const text = (await writer.noteGet(id, name)) ?? '';
      const token = text.startsWith(SEALED_NOTE) ? vault.resealed(text.slice(SEALED_NOTE.length)) : null;
      if (token !== null) await writer.notePut(id, name, SEALED_NOTE + token);
    }
  }
}
