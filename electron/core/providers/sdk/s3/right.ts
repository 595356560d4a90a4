// Before the first byte of a small object: whether anything may be written below its prefix. S3 has no question for that, and opening an
// upload in parts, which asks it for big ones, would leave something to end. So nothing at all is put, with the sum of something else:
// the right is looked at first, then the sum is found wrong, and nothing is stored.
import type { ProviderHttp } from '../http';
import { ignoreFailure } from '../patience';
import { isTransient, refusalOf } from './errors';
import type { Job } from './job';
import { isObjectAnswer, putBytes, remove } from './objects';
import { EMPTY_SHA256 } from './sign';

const NAME = '.kontor-right';
const NOBODYS_MD5 = Buffer.alloc(16).toString('base64');

/** One `http` is one job: its files below one prefix share the answer. */
const asked = new WeakMap<ProviderHttp, Map<string, Promise<void>>>();

export function checkRight(job: Job): Promise<void> {
  const { http } = job.bucket;
  const { prefix } = job.target;
  const known = asked.get(http) ?? new Map<string, Promise<void>>();
  asked.set(http, known);
  const there = known.get(prefix);
  if (there) return there;
  const answer = ask(job);
  known.set(prefix, answer);
  answer.catch(() => known.delete(prefix));
  return answer;
}

/** Only a refusal of the right stops an upload: whatever else is wrong, the upload itself is told. */
async function ask({ bucket, target: { prefix, path } }: Job): Promise<void> {
  const key = `${prefix}${NAME}`;
  const headers = { 'content-md5': NOBODYS_MD5 };
  const answer = await putBytes(bucket, key, new Uint8Array(0), { headers, payload: EMPTY_SHA256 }).catch(
    (error: unknown) => {
      if (isTransient(error)) return null;
      throw error;
    },
  );
  if (answer?.status === 403) throw refusalOf(answer, 'PUT', { path });
  // A server that compares no sums has stored it.
  if (answer && isObjectAnswer(answer)) await remove(bucket, key).catch(ignoreFailure);
}
