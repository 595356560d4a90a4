// Somebody clears up between two tries of an upload: what went into the bin, or lies elsewhere now, is no upload.
import { describe, expect, it, vi } from 'vitest';
import { drive } from '../../../../tests/support/drive';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { noise, orderOf } from '../../../../tests/support/nextcloudBench';
import { named } from './simulator/index';

const MiB = 1 << 20;
const FOLDER = '/Firma/Faktury/2026/10';
const NAME = `${FOLDER}/paczka-2026-10.zip`;
const SLICE = /PUT .*upload\/drive\/v3\/files$/;

type Bench = Awaited<ReturnType<typeof drive>>;

/** Up to its second slice; the address of the upload is noted. */
async function cutUpload(cloud: Bench, order: ReturnType<typeof orderOf>): Promise<void> {
  cloud.simulator.script([named(SLICE, 'nothing'), { match: SLICE, times: 99, kind: { type: 'cut' } }]);
  await failureOf(cloud.upload(order));
  cloud.simulator.script([]);
}

/** Killed after Drive has answered, before it could forget what it noted. */
async function killedAtTheEnd(cloud: Bench, order: ReturnType<typeof orderOf>): Promise<void> {
  const forgetting = vi.spyOn(cloud.notes, 'delete').mockReturnValue(true);
  await cloud.upload(order);
  forgetting.mockRestore();
}

describe('an upload that goes on', () => {
  it('does not end in a folder that went into the bin meanwhile', async () => {
    const cloud = await drive();
    const content = noise(3 * MiB);
    const order = orderOf(content);
    await cutUpload(cloud, order);
    cloud.simulator.control.trash(FOLDER);
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored', path: NAME });
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
    expect(cloud.simulator.control.paths()).toEqual([NAME]);
  });

  it('goes below the folder that was chosen meanwhile', async () => {
    const cloud = await drive({ scope: 'drive' });
    cloud.simulator.control.put('/Biuro/x.txt', noise(1));
    const order = orderOf(noise(3 * MiB));
    await cutUpload(cloud, order);
    Object.assign(cloud.form, { default_folder_id: cloud.simulator.control.folderId('/Biuro') });
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    expect([...cloud.simulator.control.files().keys()]).toEqual(['/Biuro/x.txt', `/Biuro${NAME}`]);
  });
});

describe('a file that went into the bin before Kontor was started again', () => {
  it.each([
    ['small', 9000],
    ['big', 3 * MiB],
  ])('is not taken for uploaded, and the next try stores it: %s', async (_, bytes) => {
    const cloud = await drive();
    const content = noise(bytes);
    const order = orderOf(content);
    await killedAtTheEnd(cloud, order);
    cloud.simulator.control.trash(NAME);
    expect(await failureOf(cloud.upload(order))).toMatchObject({ kind: 'unavailable', key: 'changed_meanwhile' });
    expect(await cloud.upload(order)).toMatchObject({ result: 'stored' });
    expect(cloud.simulator.control.files().get(NAME)?.equals(content)).toBe(true);
  });
});
