// The same child in Electron's own Node, whose SQLite binding, crypto and fetch are not those of the tools.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronMissing } from './child';
import { openScene, type Scene } from './killing';
import { runEnding, type RunEnding } from './runEnding';

const missing = electronMissing();
if (missing !== null) process.stderr.write(`NOTE: skipping the kills in Electron's own runtime: ${missing}.\n`);

describe.skipIf(missing !== null)("a core that is killed in Electron's own runtime", () => {
  let scene: Scene<RunEnding>;
  beforeAll(async () => {
    scene = await openScene({
      act: 'sync',
      before: ['connect'],
      ending: runEnding({ act: 'sync' }),
      isInElectron: true,
    });
  }, 180_000);
  afterAll(() => scene.close());

  it.each(['notePut export/Subject1/*', 'segment.renamed', 'ingest.committed'])(
    'at: %s',
    async (place) => {
      const { picture, exports, lostExports } = await scene.killedAt({ place, nth: 1 });
      expect(picture).toEqual(scene.undisturbed.picture);
      expect(exports - scene.undisturbed.exports).toBeLessThanOrEqual(lostExports);
    },
    60_000,
  );
});
