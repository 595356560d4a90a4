// Random kills: one to four in a row, each at a random write, also while the start after a kill is mending what that kill left.
import { afterAll, describe, expect, it } from 'vitest';
import type { Kill } from '../crash/coreChild';
import { openScene, type Scene, type SceneOptions } from '../crash/killing';
import { s3Picture, signedInPicture, type Picture } from '../crash/picture';
import { runEnding, type RunEnding } from '../crash/runEnding';
import type { Destination, Lane } from '../crash/services';
import { diceOf, KILLS, rounds, TO } from './soak';

const sync = { act: 'sync', before: ['connect'], ending: runEnding({ act: 'sync' }) } as const;
const upload = { act: 'upload', before: ['connect', 'sync'], ending: runEnding({ act: 'upload' }) } as const;

const uploadTo = (destination: Destination, cloud: (lane: Lane) => Picture) =>
  ({ ...upload, destination, ending: runEnding({ act: 'upload', cloud }) }) as const;

interface Kind {
  readonly name: string;
  readonly to?: Destination;
  readonly options: SceneOptions<RunEnding>;
}
const signedIn = (to: Destination, service: 'dropbox' | 'drive' | 'oneDrive', name: string): Kind => ({
  name: `upload in slices to ${name}`,
  to,
  options: uploadTo(to, signedInPicture(service)),
});
/** Their places in this list choose their dice: what is new goes to the end. */
const KINDS: readonly Kind[] = [
  { name: 'sync', options: sync },
  { name: 'sync of many pages', options: { ...sync, knobs: { ksef: { count: 60, maxPackageInvoices: 9 } } } },
  { name: 'upload in parts', to: 'nextcloud', options: { ...upload, knobs: { cloud: { maxChunkBytes: 4_000 } } } },
  { name: 'upload in one piece', to: 'nextcloud', options: upload },
  { name: 'upload in parts to S3', to: 'aws_s3', options: uploadTo('aws_s3', s3Picture) },
  { name: 'upload to a server that speaks S3', to: 'minio', options: uploadTo('minio', s3Picture) },
  signedIn('dropbox', 'dropbox', 'Dropbox'),
  signedIn('google_drive', 'drive', 'Google Drive'),
  signedIn('onedrive', 'oneDrive', 'OneDrive'),
];
const CHOSEN = KINDS.map((kind, index) => ({ ...kind, index })).filter(
  ({ to }) => TO.length === 0 || (to !== undefined && TO.includes(to)),
);

const scenes: Scene<RunEnding>[] = [];
afterAll(async () => {
  await Promise.all(scenes.map((scene) => scene.close()));
});

describe('random kills', () => {
  it.each(CHOSEN)('of: $name', async ({ name, options, index }) => {
    const scene = await openScene(options);
    scenes.push(scene);
    const { undisturbed, places } = scene;
    let [killed, right] = [0, 0];
    const time = { share: 0.8 / CHOSEN.length, least: 5 };
    const wanted = KILLS;
    const amount = wanted === null ? {} : { enough: () => killed >= wanted };
    await rounds(`kills, ${name}`, { ...time, ...amount }, async (round) => {
      const dice = diceOf(index, round);
      const kills: Kill[] = Array.from({ length: 1 + dice.below(4) }, () => ({ nth: 1 + dice.below(places.length) }));
      const { picture, exports, lostExports, left, killed: killedNow } = await scene.killedAt(...kills);
      killed += killedNow;
      expect(picture, JSON.stringify(kills)).toEqual(undisturbed.picture);
      expect(exports - undisturbed.exports, JSON.stringify(kills)).toBeLessThanOrEqual(lostExports);
      expect(left.spooled.filter((file) => !/^\*-\d{3}\.part$/.test(file))).toEqual([]);
      right += 1;
    });
    process.stdout.write(
      `soak: kills, ${name}: ${String(killed)} kills; ${String(right)} times all was there once and right\n`,
    );
  });
});
