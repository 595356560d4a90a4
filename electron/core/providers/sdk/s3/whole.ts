// Small files: one PUT, which the service shows under its key when the last byte has come and the hash was right.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { rejected } from '../errors';
import type { UploadResult } from '../files';
import type { HttpAnswer } from '../http';
import { pause } from '../patience';
import { confirm, lookAtTarget } from './compare';
import { isTransient, refusalOf, wordsOf } from './errors';
import type { Job } from './job';
import { isObjectAnswer, putBytes, putFile, toldOf } from './objects';
import { allPrints, toBase64 } from './prints';

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 1000;
/** Read at once: thousands of small files cost less this way than a stream each. */
const IN_MEMORY = 256 << 10;

/** What this bucket's server has turned out not to take. */
interface Ways {
  isConditional: boolean;
  hasMd5: boolean;
}

export async function uploadWhole(job: Job): Promise<UploadResult> {
  const ways: Ways = { isConditional: true, hasMd5: false };
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await once(job, ways);
    if (!(outcome instanceof Error)) {
      if (isObjectAnswer(outcome)) return confirm(job, toldOf(outcome));
      if (outcome.status === 412) return taken(job, outcome);
      if (attempt < ATTEMPTS && (await learn(job, ways, outcome))) continue;
    }
    const failure = outcome instanceof Error ? outcome : refusal(job, outcome);
    if (attempt >= ATTEMPTS || !(isTransient(failure) || isBusy(outcome))) throw failure;
    await pause(job.ctx, FIRST_WAIT_MS * 2 ** (attempt - 1));
    // The answer may have been lost after the object was stored.
    const there = await lookAtTarget(job, 'stored');
    if (there) return there;
  }
}

const refusal = (job: Job, answer: HttpAnswer) => refusalOf(answer, 'PUT', { path: job.target.path });
/** Another write to the same key at the same moment. */
const isBusy = (outcome: HttpAnswer | Error) => !(outcome instanceof Error) && outcome.status === 409;

/** The answer, or the failure after which the bucket has to be looked at. */
async function once(job: Job, ways: Ways): Promise<HttpAnswer | Error> {
  const { ctx, order, bucket, target } = job;
  const md5 = ways.hasMd5 ? (await allPrints(order, Math.max(1, order.bytes), { md5: true }))[0]?.md5 : undefined;
  const headers = {
    'content-type': order.mediaType,
    'x-amz-checksum-sha256': toBase64(order.sha256),
    ...(ways.isConditional ? { 'if-none-match': '*' } : {}),
    ...(md5 === undefined ? {} : { 'content-md5': toBase64(md5) }),
  };
  const signed = { headers, payload: order.sha256 };
  const tell = (sent: number) => {
    ctx.progress.progress(sent, order.bytes, 'bytes');
  };
  try {
    if (order.bytes > IN_MEMORY)
      return await putFile(bucket, target.key, { path: order.path, start: 0, end: order.bytes }, signed, tell);
    const answer = await putBytes(bucket, target.key, await contentOf(job), signed);
    tell(order.bytes);
    return answer;
  } catch (error) {
    if (isTransient(error) && !ctx.signal.aborted) return error;
    throw error;
  }
}

async function contentOf({ order }: Job): Promise<Uint8Array> {
  const content = await readFile(order.path);
  if (createHash('sha256').update(content).digest('hex') !== order.sha256) throw rejected('source_changed');
  return content;
}

/** Whether another way is worth trying: servers that do not know conditions, or insist on the oldest of the hashes. */
async function learn(job: Job, ways: Ways, answer: HttpAnswer): Promise<boolean> {
  const words = wordsOf(answer);
  if (answer.status === 501 && ways.isConditional) {
    ways.isConditional = false;
    return true;
  }
  const isAskedForMd5 = words?.code === 'InvalidRequest' && /content-md5|checksum/i.test(words.message);
  if (isAskedForMd5 && !ways.hasMd5) {
    ways.hasMd5 = true;
    return true;
  }
  // The service compares what it was told with what came: what came may have been changed here.
  if (words?.code === 'XAmzContentSHA256Mismatch' || words?.code === 'BadDigest')
    await allPrints(job.order, Math.max(1, job.order.bytes), { md5: false });
  return false;
}

async function taken(job: Job, answer: HttpAnswer): Promise<UploadResult> {
  const there = await lookAtTarget(job, 'stored');
  if (there) return there;
  throw refusal(job, answer);
}
