// Compares again what a receipt promises.
import type { CheckFile } from '../files';
import { segmentsOf } from '../paths';
import { bucketOf } from './bucket';
import { isSameReadBack } from './compare';
import { head } from './objects';
import { toBase64 } from './prints';

export const checkFile: CheckFile = async (ctx, expected) => {
  const bucket = bucketOf(ctx);
  const key = segmentsOf(expected.path).join('/');
  const found = await head(bucket, key);
  if (!found) return 'missing';
  if (found.bytes !== expected.bytes) return 'differs';
  // The hash of the whole is the service's own word. One of parts says nothing without the parts: then it is read back.
  if (found.sha256 !== undefined && !found.sha256.includes('-'))
    return found.sha256 === toBase64(expected.sha256) ? 'same' : 'differs';
  return (await isSameReadBack(bucket, key, expected)) ? 'same' : 'differs';
};
