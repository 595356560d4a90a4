import { describe, expect, it } from 'vitest';
import type { WorkContext } from '../providers/sdk/context';
import type { UploadFile, UploadOrder } from '../providers/sdk/files';
import { uploadFiles } from './uploadFiles';

// The stand-in provider below looks at none of it.
const ctx = {} as WorkContext;
const orders = Array.from({ length: 9 }, (_, no): UploadOrder => ({
  path: `/tmp/${String(no)}`,
  bytes: 1,
  sha256: '',
  folders: [],
  fileName: `${String(no)}.pdf`,
  mediaType: 'application/pdf',
  modifiedAtMs: 0,
}));
const tick = () => new Promise((resolve) => setImmediate(resolve));

function provider(fails: (name: string) => boolean = () => false) {
  const seen = { now: 0, most: 0, started: [] as string[] };
  const upload: UploadFile = async (_ctx, { fileName }) => {
    seen.started.push(fileName);
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    // The first file is the slowest.
    for (let wait = fileName === '0.pdf' ? 20 : 2; wait > 0; wait -= 1) await tick();
    seen.now -= 1;
    if (fails(fileName)) throw new Error(fileName);
    return { result: 'stored', path: `/${fileName}`, verifiedBy: 'checksum' };
  };
  return { seen, upload };
}

describe('many files to one destination', () => {
  it('go as many at once as allowed, never more, with results in the order of the files', async () => {
    const { seen, upload } = provider();
    const told: string[] = [];
    const results = await uploadFiles(upload, ctx, orders, 3, (order) => void told.push(order.fileName));
    expect(results.map(({ path }) => path)).toEqual(orders.map(({ fileName }) => `/${fileName}`));
    expect(seen.most).toBe(3);
    expect(told).toHaveLength(9);
    expect(told[0]).not.toBe('0.pdf');
  });

  it('end with the first failure, after what was under way, and tell what is stored', async () => {
    const { seen, upload } = provider((name) => name === '2.pdf');
    const told: string[] = [];
    const work = uploadFiles(upload, ctx, orders, 3, (order) => void told.push(order.fileName));
    await expect(work).rejects.toThrow('2.pdf');
    expect(seen.now).toBe(0);
    expect(seen.started.length).toBeLessThan(orders.length);
    expect(told.toSorted()).toEqual(seen.started.filter((name) => name !== '2.pdf').toSorted());
  });

  it('are none of them when there is none', async () => {
    expect(await uploadFiles(provider().upload, ctx, [], 6)).toEqual([]);
  });
});
