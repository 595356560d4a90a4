import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScenario, runScenario } from '../../../tests/crash/ingestScenario';
import { dumpArchive } from '../../../tests/support/archiveDump';
import { standInLookup } from '../../../tests/support/standInFormat';
import {
  ingestPage,
  item,
  itemsPage,
  removeFolder,
  temporaryFolder,
  type TestArchive,
} from '../../../tests/support/testArchive';
import { openArchive } from '../archive/openArchive';
import { makeBackup, type BackupDone, type BackupOrder } from './makeBackup';
import { unpackBackup, type Unpacked } from './unpackBackup';

const PASSPHRASE = 'heron lantern gravel sixpence';
const cost = { n: 1024, r: 8, p: 1 };
const idle = () => undefined;
const never = new AbortController().signal;

let folder = '';
let archive: TestArchive;
beforeEach(async () => {
  folder = temporaryFolder();
  archive = await openScenario(folder);
  await runScenario(archive, folder);
});
afterEach(async () => {
  await archive.close();
  removeFolder(folder);
});

const file = () => join(folder, 'firm.kontor-backup');
const id = randomUUID();
const backUp = (more: Partial<BackupOrder> = {}, onBytes: () => void = idle, signal = never): Promise<BackupDone> =>
  makeBackup(
    {
      archive: join(folder, 'archive'),
      file: file(),
      isNew: true,
      id,
      passphrase: PASSPHRASE,
      config: '{"about":"config"}',
      spool: join(folder, 'spool'),
      memory: join(folder, 'memory.json'),
      at: '2026-11-22T20:00:00.000Z',
      version: '1.2.3',
      ...more,
    },
    onBytes,
    signal,
    { cost },
  );
const unpack = (into: string, passphrase = PASSPHRASE, from = file()): Promise<Unpacked> =>
  unpackBackup({ file: from, into: join(folder, into), passphrase }, idle, never, { formatFor: standInLookup });
const keyOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    return (error as { spec?: { key: string } }).spec?.key ?? String(error);
  }
  return 'nothing failed';
};
function dumpOf(into: string) {
  const db = openArchive(join(folder, into, 'archive'));
  const dump = dumpArchive(db);
  db.close();
  return dump;
}

describe('a backup', () => {
  it('restores to the same archive, every hash as it was', async () => {
    await archive.writer.notePut('connection', 'cursor', 'here');
    const done = await backUp();
    expect(done).toMatchObject({ id, states: 1, missing: 0 });
    expect(statSync(file()).size).toBe(done.bytes);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const unpacked = await unpack('restored');
    expect(unpacked.proofs.flatMap(({ damages }) => damages)).toEqual([]);
    expect(unpacked).toMatchObject({ id, states: 1, version: '1.2.3', missing: [] });
    expect(dumpOf('restored')).toEqual(dumpArchive(archive.db));
    const db = openArchive(join(folder, 'restored', 'archive'));
    expect(db.prepare(`SELECT value FROM note WHERE scope = 'connection' AND name = 'cursor'`).pluck().get()).toBe(
      'here',
    );
    db.close();
    expect(readFileSync(join(folder, 'restored', 'config.json'), 'utf8')).toBe('{"about":"config"}');
    expect(readdirSync(join(folder, 'spool')).filter((name) => name.startsWith('backup-'))).toEqual([]);
  });

  it('of another computer in its place is not called damaged: its passphrase is asked for, and opens it', async () => {
    const { key } = await backUp();
    const [another, theirs] = [randomUUID(), 'walnut ferry compass thimble'];
    await backUp({ id: another, passphrase: theirs });
    expect(await keyOf(backUp({ isNew: false, key, passphrase: undefined }))).toBe('backup.passphrase_wrong');
    expect(await backUp({ isNew: false, key, passphrase: theirs })).toMatchObject({ id: another, states: 2 });
  });

  it('takes only what is new the next time, and records from where they ended', async () => {
    const first = await backUp();
    await ingestPage(archive.writer, itemsPage([item('N-1', { number: 'N/1', lines: ['new'] })], '99'));
    const second = await backUp({ isNew: false, key: first.key, passphrase: undefined });
    expect(second.states).toBe(2);
    expect(second.newBytes).toBeLessThan(first.newBytes / 3);
    const same = await backUp({ isNew: false, key: undefined });
    expect(same.newBytes).toBeLessThan(second.newBytes);
    // What it remembers is a shortcut, never the truth.
    rmSync(join(folder, 'memory.json'));
    await backUp({ isNew: false });
    expect((await unpack('restored')).states).toBe(4);
    expect(dumpOf('restored')).toEqual(dumpArchive(archive.db));
  });

  it('is a tar file that tells how it is opened', async () => {
    await backUp();
    const bytes = readFileSync(file());
    expect(bytes.subarray(0, 10).toString()).toBe('README.txt');
    expect(bytes.subarray(257, 262).toString()).toBe('ustar');
    expect(bytes.includes('AES256-GCM-HKDF')).toBe(true);
    for (const secret of ['config', 'Świat Kawy', 'records.jsonl', '<'])
      expect(bytes.subarray(3072).includes(`"about":"${secret}`)).toBe(false);
  });

  it('of an archive whose file is gone holds the rest, and says so when it is restored', async () => {
    const root = join(folder, 'archive');
    const [company = ''] = readdirSync(root).filter((name) => name.length === 36);
    rmSync(join(root, company, 'segments', '00000004.zip'));
    const done = await backUp();
    expect(done.files).toBeGreaterThan(5);
    const { proofs } = await unpack('restored');
    expect(proofs.flatMap(({ damages }) => damages)).toMatchObject([
      { file: 'segments/00000004.zip', key: 'archive.file_missing' },
    ]);
  });

  it('says what is wrong: another passphrase, another file, none, half of one, a damaged one', async () => {
    await backUp();
    expect(await keyOf(unpack('a', 'another one altogether'))).toBe('backup.passphrase_wrong');
    expect(await keyOf(unpack('b', PASSPHRASE, join(folder, 'nowhere')))).toBe('backup.gone');
    const whole = readFileSync(file());
    const written = (bytes: Uint8Array): void => writeFileSync(file(), bytes);
    written(Buffer.from('PK\u0003\u0004 something else altogether'.repeat(100)));
    expect(await keyOf(unpack('c'))).toBe('backup.foreign');
    written(Buffer.alloc(0));
    expect(await keyOf(unpack('d'))).toBe('backup.foreign');
    for (const share of [0.2, 0.5, 0.9, 0.999]) {
      written(whole);
      truncateSync(file(), Math.floor(whole.length * share));
      expect(await keyOf(unpack(`cut-${String(share)}`)), String(share)).toBe('backup.cut');
    }
  });

  it('with a flipped byte anywhere is refused by name, or is the same all the same', async () => {
    await backUp();
    const before = dumpArchive(archive.db);
    const whole = readFileSync(file());
    let state = Number(process.env['KONTOR_SEED'] ?? 20_260_201) >>> 0;
    const dice = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    const seen = new Set<string>();
    for (let round = 0; round < 40; round += 1) {
      const bytes = Buffer.from(whole);
      const at = Math.floor(dice() * (round % 2 === 0 ? 6000 : bytes.length));
      bytes[at] = (bytes[at] ?? 0) ^ (1 + Math.floor(dice() * 255));
      writeFileSync(file(), bytes);
      const key = await keyOf(unpack(`flip-${String(round)}`));
      seen.add(key);
      if (key === 'nothing failed') expect(dumpOf(`flip-${String(round)}`)).toEqual(before);
      else expect(key, String(at)).toMatch(/^backup\.(damaged|cut|foreign|passphrase_wrong|newer)$/);
    }
    expect(seen).toContain('backup.damaged');
  });

  it('streams do not open in another place', async () => {
    await backUp();
    await backUp({ isNew: false });
    const other = join(folder, 'other.kontor-backup');
    await backUp({ file: other, id: randomUUID() });
    const bytes = readFileSync(file());
    const [one, two] = [bytes.indexOf('000001-data.bin'), bytes.indexOf('000002-data.bin')];
    expect(two).toBeGreaterThan(one);
    // The first state's streams under the second one's names.
    const names = bytes.subarray(one, two).toString('latin1');
    expect(names).toContain('000001-list.bin');
    writeFileSync(file(), Buffer.concat([bytes.subarray(0, two), bytes.subarray(one)]));
    expect(await keyOf(unpack('moved'))).toBe('backup.damaged');
  });

  it('ends when it is cancelled and leaves nothing half done', async () => {
    const control = new AbortController();
    control.abort();
    const order = {
      archive: join(folder, 'archive'),
      file: file(),
      isNew: true,
      id,
      passphrase: PASSPHRASE,
      config: '{}',
    };
    const more = {
      spool: join(folder, 'spool'),
      memory: join(folder, 'm'),
      at: '2026-11-22T20:00:00.000Z',
      version: '1',
    };
    await expect(makeBackup({ ...order, ...more }, idle, control.signal, { cost })).rejects.toThrow();
    expect([existsSync(file()), existsSync(`${file()}.part`)]).toEqual([false, false]);
  });

  it('that stops in the middle of a further state gives the room back, and the states before are whole', async () => {
    await backUp();
    const before = statSync(file()).size;
    const control = new AbortController();
    const stop = (): void => {
      control.abort();
    };
    const more = { isNew: false, config: JSON.stringify({ about: 'x'.repeat(3 << 20) }) };
    await expect(backUp(more, stop, control.signal)).rejects.toThrow();
    expect(statSync(file()).size).toBe(before);
    await unpack('restored');
    expect((await backUp(more)).states).toBe(2);
  });

  it('to a place that cannot be written says so', async () => {
    mkdirSync(join(folder, 'taken.kontor-backup.part'));
    expect(await keyOf(backUp({ file: join(folder, 'taken.kontor-backup') }))).toBe('backup.not_writable');
    expect(await keyOf(backUp({ file: join(folder, 'no', 'such', 'folder') }))).toBe('backup.not_writable');
  });
});
