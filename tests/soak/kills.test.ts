// Random kills: one to four in a row, each at a random write, also while the start after a kill is mending what that kill left.
import { afterAll, describe, expect, it } from 'vitest';
import { openScene, type Kill, type Scene, type SceneOptions } from '../crash/killing';
import { s3Picture, signedInPicture, type Picture } from '../crash/picture';
import { runEnding, type RunEnding } from '../crash/runEnding';
import type { Destination, Lane } from '../crash/services';
import { diceOf, rounds } from './soak';

const sync = { act: 'sync', before: ['connect'], ending: runEnding({ act: 'sync' }) } as const;
const upload = { act: 'upload', before: ['connect', 'sync'], ending: runEnding({ act: 'upload' }) } as const;

const to = (destination: Destination, cloud: (lane: Lane) => Picture) =>
  ({ ...upload, destination, ending: runEnding({ act: 'upload', cloud }) }) as const;

const KINDS: readonly { readonly name: string; readonly options: SceneOptions<RunEnding> }[] = [
  { name: 'sync', options: sync },
  { name: 'sync of many pages', options: { ...sync, knobs: { ksef: { count: 60, maxPackageInvoices: 9 } } } },
  { name: 'upload in parts', options: { ...upload, knobs: { cloud: { maxChunkBytes: 4_000 } } } },
  { name: 'upload in one piece', options: upload },
  { name: 'upload in parts to S3', options: to('aws_s3', s3Picture) },
  { name: 'upload to a server that speaks S3', options: to('minio', s3Picture) },
  { name: 'upload in slices to Dropbox', options: to('dropbox', signedInPicture('dropbox')) },
  { name: 'upload in slices to Google Drive', options: to('google_drive', signedInPicture('drive')) },
  { name: 'upload in slices to OneDrive', options: to('onedrive', signedInPicture('oneDrive')) },
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
    let killed = 0;
    await rounds(`kills, ${name}`, { share: 0.8 / KINDS.length, least: 5 }, async (round) => {
      const dice = diceOf(index, round);
      const kills: Kill[] = Array.from({ length: 1 + dice.below(4) }, () => ({ nth: 1 + dice.below(places.length) }));
      killed += kills.length;
      const { picture, exports, lostExports, left } = await scene.killedAt(...kills);
      expect(picture, JSON.stringify(kills)).toEqual(undisturbed.picture);
      expect(exports - undisturbed.exports, JSON.stringify(kills)).toBeLessThanOrEqual(lostExports);
      expect(left.spooled.filter((file) => !/^\*-\d{3}\.part$/.test(file))).toEqual([]);
    });
    process.stdout.write(`soak: kills, ${name}: ${String(killed)} kills\n`);
  });
});
