// One file to a cloud: looks first what is already there, chooses the way, and never overwrites anything.
import { permissionMissing } from '../errors';
import type { UploadFile } from '../files';
import type { Aim, CloudKind, Place } from './cloud';
import { compareFound, lookAtTarget } from './compare';
import { lookInto } from './folders';
import { jobOf, type Job } from './job';
import { checkRoom } from './room';
import { uploadSliced } from './sliced';
import { dropLeftovers, dropNote, readNote, writeNote } from './uploadNote';
import { uploadWhole } from './whole';

export const uploadTo =
  (kind: CloudKind): UploadFile =>
  async (ctx, order) => {
    const job = jobOf(ctx, kind, kind.open(ctx), order);
    ctx.progress.phase('phase.looking');
    const { place, view } = await lookInto(job);
    const there = await compareFound(job, (await view.entry(job.name)) ?? [], 'already_there');
    if (there) {
      await dropLeftovers(job);
      return there;
    }
    const { name, path } = job;
    if (place.isReadOnly === true)
      throw permissionMissing('no_permission', { params: { path }, details: 'the folder may only be read' });
    const { bytes, mediaType, modifiedAtMs } = order;
    const { key, isKept } = await keyFor(job, place);
    const aim: Aim = { place, name, path, bytes, mediaType, modifiedAtMs, key };
    // A search may not know yet what lies there under a key of ours.
    const made = isKept && job.cloud.newKey ? await lookAtTarget(job, aim) : null;
    if (made) {
      await dropLeftovers(job);
      return made;
    }
    if (order.bytes > kind.wholeUpTo) {
      if (!isKept) await checkRoom(job);
      ctx.progress.phase('phase.sending');
      return uploadSliced(job, aim);
    }
    ctx.progress.phase('phase.sending');
    const result = await uploadWhole(job, aim);
    if (job.cloud.newKey) await dropNote(job);
    return result;
  };

async function keyFor(job: Job, { id: place }: Place): Promise<{ readonly key: string; readonly isKept: boolean }> {
  const note = await readNote(job);
  const isElsewhere = note?.place !== undefined && note.place !== place;
  if (note && !isElsewhere) return { key: note.key, isKept: true };
  // Begun for a folder that is in the bin, or no longer the one that was chosen.
  await dropLeftovers(job);
  if (!job.cloud.newKey) return { key: '', isKept: false };
  const key = await job.cloud.newKey();
  await writeNote(job, { state: 'opening', key, place });
  return { key, isKept: false };
}
