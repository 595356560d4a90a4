// Documents that are stored but could not be read: they stay in the box until somebody says that they may go.
import type { RunTask } from '../sdk/actions';
import type { WorkContext } from '../sdk/context';
import { openPostBox } from '../sdk/edi/postBox';
import { isRefusal } from '../sdk/refusals';

const PREFIX = 'left/';
export const leftNote = (path: string): string => PREFIX + path;

/** `sha256` of what is stored, standard Base64: only the same bytes may be taken out later. */
export async function leaveNote(ctx: WorkContext, path: string, sha256: string): Promise<void> {
  await ctx.notes.put(leftNote(path), sha256);
}

/** Takes out what is stored byte for byte. Done again after a crash it goes on with what is left. */
export const takeOutAction: RunTask = async (ctx) => {
  const box = openPostBox(ctx);
  const names = await ctx.notes.list(PREFIX);
  let [taken, kept] = [0, 0];
  for (const name of names) {
    ctx.signal.throwIfAborted();
    const uri = box.uri(name.slice(PREFIX.length));
    const isStored = (await sha256Of(box, uri)) === (await ctx.notes.get(name));
    if (!isStored) {
      kept += 1;
      continue;
    }
    await box.acknowledge(uri);
    await ctx.notes.delete(name);
    taken += 1;
  }
  const lines = [{ key: 'action.take_out.done', params: { count: taken } }];
  return { lines: kept === 0 ? lines : [...lines, { key: 'action.take_out.kept', params: { count: kept } }] };

  async function sha256Of(from: typeof box, uri: Parameters<typeof box.acknowledge>[0]): Promise<string | null> {
    try {
      return await from.sha256(uri);
    } catch (error) {
      // Gone from the box: nothing is left to take out.
      if (isRefusal(error, 404)) return ctx.notes.get(leftNote(uri.path));
      throw error;
    }
  }
};
