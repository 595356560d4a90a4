// A large file in pieces: what breaks off is gone on with, what was a different file is not.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fiskaly } from '../../../../tests/support/fiskalyBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { download, type Download, type FileNote } from './download';
import { fetchExport, getExport, orderExport } from './signDe';
import { DEMO_TSS, named } from './simulator/index';

const ID = '0b6f1c2e-5d0b-4d5e-8b1a-2f5f6c7d8e91';
const FILE = /\/file$/;
const CALLS = /\/file \d/;
const PIECE = 20_000;

async function scene() {
  const f = await fiskaly({ exportSeconds: 0 });
  await orderExport(f.api(), DEMO_TSS.id, ID, {});
  await f.clock.sleep(2000, new AbortController().signal);
  expect((await getExport(f.api(), DEMO_TSS.id, ID)).state).toBe('COMPLETED');
  const ctx = f.context();
  const toFile = path.join(ctx.spool, 'export.tar');
  const soFar = `${toFile}.${ID.slice(0, 8)}`;
  const notes: FileNote[] = [];
  const part: Download['fetch'] = (piece, headers) => fetchExport(f.api(), DEMO_TSS.id, ID, piece, headers);
  const fetch = (known?: FileNote, pieceBytes = PIECE) =>
    download(ctx, {
      id: ID,
      toFile,
      known,
      pieceBytes,
      fetch: part,
      remember: (note) => Promise.resolve(void notes.push(note)),
    });
  return { f, fetch, part, notes, toFile, soFar, bytes: () => readFileSync(toFile) };
}

describe('the file of an export', () => {
  it('comes in pieces that make up the whole, at the pace that is allowed', async () => {
    const { f, fetch, notes, bytes, soFar } = await scene();
    const before = f.clock.now();
    await fetch();
    const whole = bytes();
    expect(notes).toEqual([{ total: whole.length, etag: `"${ID}"` }]);
    const calls = f.calls(CALLS);
    expect(calls.length).toBe(Math.ceil(whole.length / PIECE));
    expect(calls.length).toBeGreaterThan(3);
    expect(f.clock.now() - before).toBeGreaterThanOrEqual((calls.length - 1) * 5000);
    expect(existsSync(soFar)).toBe(false);
    await fetch(undefined, 1 << 26);
    expect(bytes()).toEqual(whole);
  });

  it('that broke off is gone on with behind what is there', async () => {
    const { f, fetch, part, notes, bytes, toFile, soFar } = await scene();
    await fetch(undefined, 1 << 26);
    const whole = bytes();
    notes.length = 0;
    let pieces = 0;
    const stopping = download(
      {
        ...f.context(),
        progress: {
          ...f.context().progress,
          progress: () => {
            pieces += 1;
            if (pieces === 2) throw new Error('the power went');
          },
        },
      },
      {
        id: ID,
        toFile,
        known: undefined,
        pieceBytes: PIECE,
        fetch: part,
        remember: (note) => Promise.resolve(void notes.push(note)),
      },
    );
    await expect(stopping).rejects.toThrow('the power went');
    expect(statSync(soFar).size).toBe(2 * PIECE);
    const asked = f.calls(CALLS).length;
    await fetch(notes[0]);
    expect(bytes()).toEqual(whole);
    expect(f.calls(CALLS).length - asked).toBe(Math.ceil((bytes().length - 2 * PIECE) / PIECE));
  });

  it('is taken whole from a service that knows nothing of pieces', async () => {
    const { f, fetch, bytes, notes } = await scene();
    f.simulator.script([named(FILE, 'no_ranges')]);
    await fetch();
    expect(f.calls(CALLS)).toHaveLength(1);
    expect(bytes().length).toBeGreaterThan(PIECE);
    expect(notes).toEqual([]);
  });

  it('that is another one by now is begun anew', async () => {
    const { fetch, bytes, soFar, notes } = await scene();
    await fetch();
    const whole = bytes();
    writeFileSync(soFar, 'of another file');
    // Its mark differs: the service sends the whole.
    await fetch({ total: whole.length, etag: '"other"' });
    expect(bytes()).toEqual(whole);
    expect(notes).toHaveLength(1);
  });

  it('whose pieces do not fit together is refused and thrown away', async () => {
    const { fetch, bytes, soFar } = await scene();
    await fetch();
    writeFileSync(soFar, Buffer.alloc(100));
    expect(await failureOf(fetch({ total: bytes().length + 1, etag: `"${ID}"` }))).toMatchObject({
      kind: 'unavailable',
      key: 'unexpected_answer',
    });
    expect(existsSync(soFar)).toBe(false);
  });
});
