// Kills the emptying of a post box at every place at which it has written something or the service has answered. Taking out is deleting:
// whatever the moment, each invoice is in the archive once, and the box is empty at the end.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENTS } from '../../electron/core/providers/sdk/edi/simulator/index';
import type { Kill } from './coreChild';
import { openScene, type Scene } from './killing';
import { runEnding, type RunEnding } from './runEnding';

const boxOf = ({
  edi,
}: {
  readonly edi: { readonly control: { readonly box: (code: string) => readonly string[] } };
}) => ({
  box: [...edi.control.box(CLIENTS.demo.code)],
});

let scene: Scene<RunEnding>;
beforeAll(async () => {
  const ending = runEnding({ act: 'sync', cloud: boxOf });
  scene = await openScene({ act: 'sync', before: ['connectBox'], ending });
}, 180_000);
afterAll(() => scene.close());

async function endsAsUndisturbed(kill: Kill): Promise<void> {
  const { picture, left, lastPlace } = await scene.killedAt(kill);
  expect(picture, lastPlace).toEqual(scene.undisturbed.picture);
  expect(
    left.notes.filter((name) => name !== 'core.last_check'),
    lastPlace,
  ).toEqual([]);
}

describe('a box whose emptying is killed', () => {
  it('is empty after an undisturbed run, and each invoice is there', () => {
    expect(scene.undisturbed.picture).toMatchObject({ box: [] });
    expect(scene.places.filter((place) => place.startsWith('answer DELETE'))).toHaveLength(3);
    expect(scene.places).toEqual(
      expect.arrayContaining(['ingest.applied', 'segment.durable', 'ingest.committed', 'ingest']),
    );
  });

  it('is empty all the same, with nothing lost and nothing twice, wherever it was', { timeout: 400_000 }, async () => {
    // The config store's own places are those of every sync.
    const own = scene.places.filter((place) => /^(answer|end of|ingest|segment|record|note)/.test(place));
    const kills = [...new Set(own)].map((place) => ({ place, nth: 1 }));
    await scene.killTogether(kills);
    for (const kill of kills) await endsAsUndisturbed(kill);
  });

  it.each([2, 3])('also at the %i. answer to a DELETE', { timeout: 60_000 }, async (nth) => {
    const deletes = scene.places.flatMap((place, at) => (place.startsWith('answer DELETE') ? [at] : []));
    await endsAsUndisturbed({ nth: (deletes[nth - 1] ?? 0) + 1 });
  });
});
