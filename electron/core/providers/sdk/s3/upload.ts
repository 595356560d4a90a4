// One file to a bucket: looks first what is already there, chooses the way, and never overwrites anything.
import type { UploadFile } from '../files';
import { openFolder, type FolderView } from '../folderView';
import { compareTarget } from './compare';
import { jobOf, USUAL_PARTS, type Job, type PartRules } from './job';
import { head, list, type Stored } from './objects';
import { uploadParts } from './parts';
import { checkRight } from './right';
import { dropLeftovers } from './uploadNote';
import { uploadWhole } from './whole';

/** More than so many pages of a thousand, and each file is looked at by itself. */
const MOST_PAGES = 10;

export const uploadFileBy =
  (rules: PartRules): UploadFile =>
  async (ctx, order) => {
    const job = jobOf(ctx, order, rules);
    ctx.progress.phase('phase.looking');
    const view = await lookInto(job);
    const found = await view.entry(job.target.name);
    // A listing tells less than a look.
    const seen = found?.bytes === order.bytes ? await head(job.bucket, job.target.key) : found;
    const there = await compareTarget(job, seen, 'already_there');
    if (there) {
      await dropLeftovers(job);
      return there;
    }
    const isSmall = order.bytes <= rules.above;
    // Opening an upload in parts asks the same.
    if (isSmall) await checkRight(job);
    ctx.progress.phase('phase.sending');
    return isSmall ? uploadWhole(job) : uploadParts(job);
  };

export const uploadFile: UploadFile = uploadFileBy(USUAL_PARTS);

function lookInto({ ctx, bucket, target: { prefix } }: Job): Promise<FolderView<Stored>> {
  const eyes = {
    one: (name: string) => head(bucket, `${prefix}${name}`),
    all: async () => {
      const found = new Map<string, Stored>();
      for (let [page, from]: [number, string | null] = [1, null]; ; page += 1) {
        const { objects, next } = await list(bucket, prefix, from);
        for (const object of objects) found.set(object.key.slice(prefix.length), object);
        if (next === null) return found;
        if (page >= MOST_PAGES) return null;
        from = next;
      }
    },
  };
  return openFolder({ http: ctx.http, key: prefix, clock: ctx.clock }, eyes);
}
