// The check of a connection: what answers there, the sign-in, the bucket, an object written, read back and deleted.
import { createHash } from 'node:crypto';
import type { Tick } from '../../../../../shared/contract/connect';
import { checkSteps, type Checked, type StepNote } from '../checkSteps';
import type { ProviderContext } from '../context';
import type { VerifyResult } from '../defineProvider';
import { badInput, rejected } from '../errors';
import type { HttpAnswer } from '../http';
import { ignoreFailure } from '../patience';
import { segmentsOf, shownPath } from '../paths';
import { bucketOf, foundSettings, hostOf, identityOf, isPlain, learnRegion, type Bucket } from './bucket';
import { ask, askUnsigned } from './call';
import { CODES } from './errorTable';
import { isRefusal, refusalOf, regionOf, wordsOf } from './errors';
import { isObjectAnswer, putBytes, readListing, remove, toldOf } from './objects';
import { toBase64 } from './prints';

const MINUTE_MS = 60_000;

export async function verify(ctx: ProviderContext, tick: (tick: Tick) => void): Promise<VerifyResult> {
  const step = checkSteps(ctx, tick);
  const bucket = bucketOf(ctx);
  const folder = segmentsOf(String(ctx.connection.settings['default_folder'] ?? ''));

  await step('reachable', async () => ({ value: null, note: await reach(ctx, bucket) }));
  const listed = await step('signed_in', () => signIn(bucket, folder));
  await step('bucket', () => Promise.resolve(lookAt(bucket, listed, folder)));
  await step('writes', async () => ({ value: null, note: await writeAndReadBack(ctx, bucket, folder) }));
  await step('space', () =>
    Promise.resolve({ value: null, isSkipped: true, note: { note: 'verify.space.untold' } satisfies StepNote }),
  );
  return {
    identity: identityOf(bucket),
    suggestedTitle: `${bucket.name} (${hostOf(bucket)})`,
    settings: foundSettings(bucket, ctx.connection.settings),
  };
}

/** Asked without a signature, S3 refuses in its own words, and tells its time and where the bucket is. */
async function reach(ctx: ProviderContext, bucket: Bucket): Promise<StepNote> {
  const answer = await askUnsigned(bucket, { 'list-type': '2', 'max-keys': '1' });
  const isS3 = wordsOf(answer) !== null || (answer.status === 200 && answer.text().includes('<ListBucketResult'));
  if (!isS3 && answer.status === 401) throw refusalOf(answer, 'GET without a signature');
  if (!isS3 && !isRedirect(answer))
    throw badInput('wrong_address', {
      params: { server: hostOf(bucket) },
      fieldErrors: { endpoint_url: 'wrong_address.what' },
      details: `HTTP ${String(answer.status)} ${answer.headers['content-type'] ?? ''}`,
    });
  const region = regionOf(answer);
  if (region !== null) learnRegion(bucket, region);
  const minutes = Math.round(Math.abs(bucket.learnt.skewMs) / MINUTE_MS);
  if (minutes > 0) {
    ctx.log.warn('log.clock', { minutes });
    return { note: 'verify.reachable.clock', noteParams: { server: hostOf(bucket), minutes } };
  }
  const note = isPlain(bucket) ? 'verify.reachable.plain' : 'verify.reachable.answers';
  return { note, noteParams: { server: hostOf(bucket) } };
}

const isRedirect = ({ status, headers }: HttpAnswer): boolean =>
  (status === 301 || status === 307) && headers['x-amz-bucket-region'] !== undefined;

/** The answer may still refuse the bucket: who may not see it, or asks for one that is not there, is signed in all the same. */
async function signIn(bucket: Bucket, folder: readonly string[]): Promise<Checked<HttpAnswer>> {
  const query = { 'list-type': '2', 'max-keys': '1', prefix: folder.map((it) => `${it}/`).join('') };
  const answer = await ask(bucket, { method: 'GET', key: null, query });
  const [kind, key] = CODES.get(wordsOf(answer)?.code ?? '') ?? [];
  if (answer.status === 401 || kind === 'auth' || key === 'clock_wrong' || key === 'wrong_region')
    throw refusalOf(answer, 'list', { bucket: bucket.name });
  return { value: answer, note: { note: 'verify.signed_in.region', noteParams: { region: bucket.learnt.region } } };
}

function lookAt(bucket: Bucket, listed: HttpAnswer, folder: readonly string[]): Checked<null> {
  if (listed.status !== 200) throw refusalOf(listed, 'list', { bucket: bucket.name, path: shownPath(folder) });
  const isThere = readListing(listed, '').objects.length > 0;
  const noteParams = { bucket: bucket.name, path: shownPath(folder) };
  return { value: null, note: { note: isThere ? 'verify.bucket.used' : 'verify.bucket.empty', noteParams } };
}

async function writeAndReadBack(ctx: ProviderContext, bucket: Bucket, folder: readonly string[]): Promise<StepNote> {
  const random = (bytes: number) => Buffer.from(ctx.ids.random(bytes)).toString('hex');
  const name = `kontor-check-${random(6)}.txt`;
  const key = [...folder, name].join('/');
  const params = { bucket: bucket.name, path: shownPath([...folder, name]) };
  const body = Buffer.from(`Kontor checks that it may write here. This file may be deleted. ${random(16)}\n`);
  const written = await put(bucket, key, body);
  if (!isObjectAnswer(written)) throw refusalOf(written, 'PUT of the check', params);
  const { versionId } = toldOf(written);
  try {
    const got = await ask(bucket, { method: 'GET', key, maxBytes: 65_536 });
    if (!isObjectAnswer(got)) throw refusalOf(got, 'GET of the check', params);
    if (!body.equals(got.bytes)) throw rejected('read_back_differs', { details: `${String(got.bytes.length)} bytes` });
  } catch (error) {
    await takeAway(bucket, key, versionId).catch(ignoreFailure);
    throw error;
  }
  const isGone = await takeAway(bucket, key, versionId);
  return isGone ? { note: 'verify.writes.compared' } : { note: 'verify.writes.kept', noteParams: { name } };
}

function put(bucket: Bucket, key: string, body: Buffer): Promise<HttpAnswer> {
  const payload = createHash('sha256').update(body).digest('hex');
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    // A bucket with a lock takes nothing without a hash, older servers nothing but this one.
    'content-md5': createHash('md5').update(body).digest('base64'),
    'x-amz-checksum-sha256': toBase64(payload),
  };
  return putBytes(bucket, key, body, { headers, payload });
}

/** False: it stays, because these keys may not delete or the bucket keeps everything for a time. */
async function takeAway(bucket: Bucket, key: string, versionId: string | undefined): Promise<boolean> {
  try {
    await remove(bucket, key, versionId);
    return true;
  } catch (error) {
    if (!isRefusal(error, 'AccessDenied', 'MethodNotAllowed')) throw error;
    if (versionId === undefined) return false;
    // A marker in front of the version at least takes it out of sight.
    await remove(bucket, key).catch(ignoreFailure);
    return false;
  }
}
