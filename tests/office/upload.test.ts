// The same month is uploaded by hand on several PCs, at once and after one another, while plugs are pulled: it lies there once, and
// everybody sees it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officeByHand, type HandOffice } from './byHand';

let office: HandOffice;
beforeAll(async () => {
  office = await officeByHand();
}, 60_000);
afterAll(() => office.close());

async function expectOnce(month: string): Promise<void> {
  expect(office.puts(month)).toEqual([office.placeOf(month)]);
  for (const pc of Object.values(office.pcs)) expect(await office.shown(month, pc)).toMatchObject({ cell: 'done' });
}

describe('a month that is uploaded by hand', () => {
  it('on a PC that has nothing of it yet, after another one: it reads its sources, and sends nothing twice', async () => {
    const month = '2026-01';
    const { anna, bert } = office.pcs;
    await office.upload(month, [anna]);
    await office.upload(month, [bert]);
    await office.later(10);
    await expectOnce(month);
    // Each of them has the other's upload in its history, by the name of the computer.
    expect((await office.shown(month, anna)).runs).toEqual(expect.arrayContaining(['upload done', 'upload done bert']));
    expect((await office.shown(month, bert)).runs).toEqual(
      expect.arrayContaining(['upload done', 'sync done', 'upload done anna']),
    );
  }, 60_000);

  it('and is found missing by one PC, is missing on the other one too, and goes out again from any of them', async () => {
    const month = '2025-12';
    const { anna, bert } = office.pcs;
    await office.upload(month, [anna]);
    await office.later(10);
    office.remove(month);
    await bert.order({ do: 'check', month });
    for (const pc of [anna, bert]) expect((await office.shown(month, pc)).cell).not.toBe('done');
    await office.upload(month, [bert]);
    await office.later(10);
    expect(office.puts(month)).toEqual([office.placeOf(month), office.placeOf(month)]);
    for (const pc of [anna, bert]) expect(await office.shown(month, pc)).toMatchObject({ cell: 'done' });
  }, 60_000);

  it('on two PCs at once lies there once, and both show it', async () => {
    const month = '2026-02';
    await office.upload(month, Object.values(office.pcs));
    await office.later(10);
    await expectOnce(month);
  }, 60_000);

  it('on a PC that dies in the middle: who waits for it says which computer that is', async () => {
    const month = '2026-08';
    const { anna, bert } = office.pcs;
    await office.upload(month, [anna], 'answer MOVE kontor-*/.file');
    expect(anna.isOn()).toBe(false);
    await office.upload(month, [bert]);
    expect((await office.shown(month, bert)).waitsFor).toEqual([{ key: 'upload.held_by', month, pc: 'anna' }]);
    for (const minutes of [5, 5, 60, 5]) await office.later(minutes);
    await expectOnce(month);
  }, 60_000);

  it.each([
    [3, '2026-03'],
    [16, '2026-04'],
    // It lies there, and nobody has been told.
    ['answer MOVE kontor-*/.file', '2026-05'],
    ['saveReceipt', '2026-06'],
    ['config commit receipt_copy', '2026-07'],
  ])(
    'on a PC that dies at its write %s, is taken over by another one, and comes back',
    async (killAt, month) => {
      const { anna, bert } = office.pcs;
      await office.upload(month, [anna], killAt);
      expect(anna.isOn()).toBe(false);
      await office.upload(month, [bert]);
      for (const minutes of [5, 5]) await office.later(minutes);
      expect(office.puts(month)).toEqual([office.placeOf(month)]);
      for (const minutes of [60, 5]) await office.later(minutes);
      await expectOnce(month);
    },
    60_000,
  );
});
