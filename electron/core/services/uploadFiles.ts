// Many files to one destination, as many at once as its provider allows.
import type { WorkContext } from '../providers/sdk/context';
import type { UploadFile, UploadOrder, UploadResult } from '../providers/sdk/files';

/**
 * Results in the order of the files; each is told as soon as it is there, so that its receipt need not wait for the others. The first
 * failure lets the files under way end, starts no more and is thrown: what was stored by then was told.
 */
export async function uploadFiles(
  upload: UploadFile,
  ctx: WorkContext,
  orders: readonly UploadOrder[],
  parallel: number,
  onResult: (order: UploadOrder, result: UploadResult) => void | Promise<void> = () => undefined,
): Promise<readonly UploadResult[]> {
  const results: UploadResult[] = [];
  const failures: unknown[] = [];
  const queue = orders.entries();
  // Every worker takes from the same iterator.
  const worker = async (): Promise<void> => {
    for (const [index, order] of queue) {
      try {
        const result = await upload(ctx, order);
        results[index] = result;
        await onResult(order, result);
      } catch (error) {
        failures.push(error);
      }
      if (failures.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(Math.max(1, parallel), orders.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
