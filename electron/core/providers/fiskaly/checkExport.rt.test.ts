// What an export holds, checked down to the signatures; and what broken ones do. Also inside Electron.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { checkExport, isBroken } from './checkExport';
import { BrokenLog, readLogMessage } from './logMessage';
import { createSigner } from './simulator/signer';
import { BrokenTar } from './tar';

const signal = new AbortController().signal;
const signer = createSigner('kontor-demo-tse-key-1', 1_773_480_000);
const messages = Array.from({ length: 6 }, (_, index) => {
  const log = {
    operation: 'Finish',
    clientSerial: 'KASSE-01',
    processData: `Beleg^${index}.00`,
    processType: 'Kassenbeleg-V1',
    number: index,
  } as const;
  return index === 2
    ? signer.system('logOut', index + 127, 1_773_480_451)
    : signer.transaction(log, index + 127, 1_773_480_451);
});
type Entry = readonly [name: string, bytes: Buffer];
const certificate: Entry = [`${signer.serial}_X509.cer`, signer.certificate];
const entries: readonly Entry[] = messages.map(({ file }, index) => [
  `${'Unixt_1773480451_'.repeat(7)}Sig-${index}_Log.log`,
  file,
]);

async function tarOf(list: readonly Entry[]): Promise<Buffer> {
  const tar = pack();
  for (const [name, bytes] of list) tar.entry({ name }, bytes);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
function written(bytes: Buffer): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'kontor-fiskaly-')), 'export.tar');
  writeFileSync(file, bytes);
  return file;
}
const check = async (list: readonly Entry[]) => checkExport(written(await tarOf(list)), signal);

describe('an export', () => {
  it('that is whole has every counter and every signature', async () => {
    expect(await check([certificate, ...entries])).toEqual({
      records: 6,
      firstCounter: 127,
      lastCounter: 132,
      gaps: [],
      forged: [],
      unchecked: 0,
    });
  });

  it('says which counters are missing', async () => {
    expect((await check([certificate, ...entries.filter((_, index) => ![1, 3, 4].includes(index))])).gaps).toEqual([
      [128, 128],
      [130, 131],
    ]);
  });

  it('says which message was changed: an amount, not the signature', async () => {
    const changed = Buffer.from(entries[3]?.[1] ?? []);
    changed.write('9.00', changed.indexOf('3.00'));
    const name = entries[3]?.[0] ?? '';
    expect((await check([certificate, ...entries.with(3, [name, changed])])).forged).toEqual([name]);
  });

  it('without its certificate, or with one of a curve that is missing here, counts as not checked', async () => {
    expect((await check(entries)).unchecked).toBe(6);
    expect((await check([['other.cer', Buffer.from('no certificate')], ...entries])).unchecked).toBe(6);
  });

  it('with nothing in it has nothing', async () => {
    expect(await check([certificate])).toMatchObject({ records: 0, firstCounter: null, gaps: [] });
  });

  it('that was cut short, has a damaged header or links is refused', async () => {
    const whole = await tarOf([certificate, ...entries]);
    for (const broken of [whole.subarray(0, whole.length - 1024), whole.subarray(0, 1000), Buffer.alloc(0)])
      await expect(checkExport(written(broken), signal)).rejects.toBeInstanceOf(BrokenTar);
    const damaged = Buffer.from(whole);
    damaged[100] = (damaged[100] ?? 0) ^ 1;
    await expect(checkExport(written(damaged), signal)).rejects.toBeInstanceOf(BrokenTar);
    await expect(check([['../../autostart.log', Buffer.from('x')]])).rejects.toBeInstanceOf(BrokenTar);
    await expect(check([['C:\\x.log', Buffer.from('x')]])).rejects.toBeInstanceOf(BrokenTar);
    await expect(check([certificate, ['a.log', Buffer.from('no message')]])).rejects.toBeInstanceOf(BrokenLog);
  });

  it('of any bytes is read or refused, never anything else', async () => {
    const whole = await tarOf([certificate, ...entries]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), async (at, byte, length) => {
        const broken = Buffer.from(whole).subarray(0, Math.max(length, at + 1));
        broken[at] = byte;
        try {
          await checkExport(written(broken), signal);
        } catch (error) {
          expect(isBroken(error)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('a log message', () => {
  it('tells its kind, its counter and what was signed', () => {
    const log = readLogMessage(messages[5]?.file ?? Buffer.alloc(0));
    expect(log).toMatchObject({ kind: 'transaction', counter: 132, serial: signer.serial });
    expect(readLogMessage(messages[2]?.file ?? Buffer.alloc(0)).kind).toBe('system');
  });

  it('may come without its outer sequence', () => {
    const file = messages[0]?.file ?? Buffer.alloc(0);
    const bare = file.subarray(file[1] === 0x81 ? 3 : 2);
    expect(readLogMessage(bare)).toEqual(readLogMessage(file));
  });

  it('of any bytes is read or refused', () => {
    const whole = messages[0]?.file ?? Buffer.alloc(0);
    const mutated = fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, byte]) => {
      const copy = Buffer.from(whole);
      copy[at] = byte;
      return copy;
    });
    fc.assert(
      fc.property(
        fc.oneof(
          mutated,
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        ),
        (bytes) => {
          try {
            readLogMessage(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(BrokenLog);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
