// What the work of a connection leaves about: open jobs, notes (sessions, started exports) and files. Safe to do again.
import type { ConnectionId } from '../../../shared/domain/ids';
import type { ArchiveWriter } from '../archive/types';
import { removeSpool } from './spool';

export async function dropUnderWay(writer: ArchiveWriter, spoolRoot: string, id: ConnectionId): Promise<void> {
  for (const job of await writer.openJobs()) {
    if (job.connectionId === id) await writer.settleJob(job.id, { state: 'cancelled' });
  }
  for (const name of await writer.noteList(id, '')) await writer.noteDelete(id, name);
  await removeSpool(spoolRoot, id);
}
