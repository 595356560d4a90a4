// Random kills: one to four in a row, each at a random write, also while the start after a kill is mending what that kill left.
import { afterAll, describe, expect, it } from 'vitest';
import { openScene, type Kill, type Scene, type SceneOptions } from '../crash/killing';
import { runEnding, type RunEnding } from '../crash/runEnding';
import { diceOf, rounds } from './soak';

const sync = { act: 'sync', before: ['connect'], ending: runEnding({ act: 'sync' }) } as const;
const upload = { act: 'upload', before: ['connect', 'sync'], ending: runEnding({ act: 'upload' }) } as const;

const KINDS: readonly { readonly name: string; readonly options: SceneOptions<RunEnding> }[] = [
  { name: 'sync', options: sync },
  { name: 'sync of many pages', options: { ...sync, knobs: { ksef: { count: 60, maxPackageInvoices: 9 } } } },
  { name: 'upload in parts', options: { ...upload, knobs: { cloud: { maxChunkBytes: 4_000 } } } },
  { name: 'upload in one piece', options: upload },
];

const scenes: Scene<RunEnding>[] = [];
afterAll(async () => {
  await Promise.all(scenes.map((scene) => scene.close()));
});

describe('random kills', () => {
  it.each(KINDS.map((kind, index) => ({ ...kind, index })))('of: $name', async ({ name, options, index }) => {
    const scene = await openScene(options);
    scenes.push(scene);
    const { undisturbed, places } = scene;
    await rounds(`kills, ${name}`, { share: 0.2, least: 5 }, async (round) => {
      const dice = diceOf(index, round);
      const kills: Kill[] = Array.from({ length: 1 + dice.below(4) }, () => ({ nth: 1 + dice.below(places.length) }));
      const { picture, exports, lostExports, left } = await scene.killedAt(...kills);
      expect(picture, JSON.stringify(kills)).toEqual(undisturbed.picture);
      expect(exports - undisturbed.exports, JSON.stringify(kills)).toBeLessThanOrEqual(lostExports);
      expect(left.spooled.filter((file) => !/^\*-\d{3}\.part$/.test(file))).toEqual([]);
    });
  });
});
