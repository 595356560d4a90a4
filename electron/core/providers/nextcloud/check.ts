// Compares again what a receipt promises.
import type { CheckFile } from '../sdk/files';
import { escapePath, segmentsOf } from '../sdk/paths';
import { compareWritten } from './compare';
import { stat } from './dav';
import { openServer } from './discover';

export const checkFile: CheckFile = async (ctx, expected) => {
  const server = await openServer(ctx);
  const url = `${server.files}${escapePath(segmentsOf(expected.path))}`;
  const found = await stat(server, url);
  if (!found) return 'missing';
  const comparison = await compareWritten(server, url, expected);
  return comparison.same ? 'same' : 'differs';
};
