// Kills a whole upload at every place at which it has written something, here or at the destination: in parts to a Nextcloud, in one
// piece to a Nextcloud, under a temporary name to a WebDAV server that we did not write.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rcloneMissing, startRclone } from '../support/rcloneDav';
import type { Kill } from './coreChild';
import { openGround, openScene, type Ground, type Scene, type SceneOptions } from './killing';
import { s3Picture, signedInPicture, type Picture } from './picture';
import { runEnding, type RunEnding } from './runEnding';
import type { Lane } from './services';
import { SOMEWHERE, somewhere } from './together';
import { firstAndLast, SIGNED_IN, type Places } from './uploadPlaces';

const BUILDING = ['bundle.synced', 'bundle.renamed', 'bundle.durable', 'buildBundle', 'appendLog run.log.bundle_built'];
/** The way to the first byte: the same for every destination. */
const BEFORE = [
  'recover',
  'saveCompany',
  'saveSource',
  'reclaimJobs',
  'createRun',
  'leaseJob build_and_upload',
  'saveRun upload running',
  ...BUILDING,
  'record.written',
  'record.synced',
  'record.applied',
  'record.committed',
  'addJob upload',
  'settleJob done',
  'leaseJob upload',
  'intent.committed',
  'saveIntent',
];
/** Where the bundle is there already. */
const BUILT = [...BEFORE.filter((place) => !BUILDING.includes(place)), 'appendLog run.log.bundle_unchanged'];
const FOLDERS = ['answer MKCOL 2026/09', 'answer MKCOL Ksiegowa/2026', 'answer MKCOL biuro 7f3a/Ksiegowa'];
const AFTER = ['saveReceipt', 'appendLog run.log.stored', 'saveRun upload done'];
const IN_PARTS = [
  'answer GET cloud/capabilities',
  'answer PROPFIND 09/2026-09-r1.zip',
  ...FOLDERS,
  // The right to write and the room.
  'answer PROPFIND 2026/09',
  'notePut upload.*',
  'answer MKCOL biuro 7f3a/kontor-*',
  'answer PROPFIND biuro 7f3a/kontor-*',
  'answer PUT kontor-*/00001',
  'answer PUT kontor-*/00002',
  'answer PUT kontor-*/00003',
  'answer PUT kontor-*/00004',
  'answer MOVE kontor-*/.file',
  'answer PATCH 09/2026-09-r1.zip',
  'noteDelete upload.*',
];
const IN_ONE = [
  'answer GET cloud/capabilities',
  'answer PROPFIND 09/2026-09-r1.zip',
  ...FOLDERS,
  'answer PROPFIND 2026/09',
  'answer PUT 09/2026-09-r1.zip',
];

const UNDER_ANOTHER_NAME = [
  'answer PROPFIND 09/2026-09-r1.zip',
  'answer MKCOL 2026/09',
  'answer MKCOL Ksiegowa/2026',
  'answer MKCOL Ksiegowa',
  'answer PUT 09/.kontor-*.tmp',
  'answer GET 09/.kontor-*.tmp',
  'piece of GET 09/.kontor-*.tmp',
  'end of GET 09/.kontor-*.tmp',
  'answer MOVE 09/.kontor-*.tmp',
];

/** Building the month is killed with the first of the destinations; the others find it built. */
const UPLOAD = { act: 'upload', before: ['build', 'connectDestination'] } as const;

/** A month that was synced: every scene begins with it. */
let ground: Ground;
beforeAll(async () => {
  ground = await openGround(['connectSource', 'sync']);
}, 180_000);
afterAll(() => ground.close());

const sceneOf = (cloud?: (lane: Lane) => Picture, options: Partial<SceneOptions<RunEnding>> = {}) =>
  openScene({ ...UPLOAD, ground, ending: runEnding({ act: 'upload', ...(cloud ? { cloud } : {}) }), ...options });

const firstOf = (places: readonly string[]): Kill[] => places.map((place) => ({ place, nth: 1 }));
const anywhere = ({ places }: Scene<RunEnding>): Kill[] => SOMEWHERE.map((n) => somewhere(places, n));

async function endsAsUndisturbed(scene: Scene<RunEnding>, kill: Kill): Promise<void> {
  const { picture, left, log, lastPlace } = await scene.killedAt(kill);
  expect(picture, lastPlace).toEqual(scene.undisturbed.picture);
  expect(left, lastPlace).toEqual(scene.undisturbed.left);
  expect(log.filter((key) => key === 'run.log.resumed').length).toBeLessThanOrEqual(1);
  expect(log.filter((key) => /(stored|already_there|already_uploaded)$/.test(key)).length, lastPlace).toBeGreaterThan(
    0,
  );
}

describe('an upload in parts that is killed', () => {
  let scene: Scene<RunEnding>;
  beforeAll(async () => {
    scene = await sceneOf(undefined, { before: ['connectDestination'], knobs: { cloud: { maxChunkBytes: 8_000 } } });
    await scene.killTogether(firstOf(places));
  }, 180_000);
  afterAll(() => scene.close());
  const places = [...BEFORE, ...IN_PARTS, ...AFTER];

  it('passes every named place when nobody disturbs it', () => {
    expect([...new Set(scene.places)].sort()).toEqual(places.toSorted());
  });
  it.each(places)('at: %s', (place) => endsAsUndisturbed(scene, { place, nth: 1 }), 60_000);
});

describe('an upload in one piece that is killed', () => {
  let scene: Scene<RunEnding>;
  beforeAll(async () => {
    scene = await sceneOf();
    await scene.killTogether(firstOf(places));
  }, 180_000);
  afterAll(() => scene.close());
  const places = ['answer PUT 09/2026-09-r1.zip', 'saveReceipt'];

  it('passes every named place when nobody disturbs it', () => {
    expect([...new Set(scene.places)].sort()).toEqual([...BUILT, ...IN_ONE, ...AFTER].sort());
  });
  it.each(places)('at: %s', (place) => endsAsUndisturbed(scene, { place, nth: 1 }), 60_000);
});

const OBJECT = '09/2026-09-r1.zip';
function expectPlaces({ places }: Scene<RunEnding>, own: Places): void {
  expect([...new Set(places)].sort()).toEqual([...BUILT, ...own.map(([place]) => place), ...AFTER].sort());
  for (const [place, times] of own) expect(places.filter((passed) => passed === place).length, place).toBe(times);
}

const TO_S3_IN_PARTS: Places = [
  [`answer HEAD ${OBJECT}`, 2],
  // That one is being opened, then its id.
  ['notePut upload.*', 2],
  // Opened, completed.
  [`answer POST ${OBJECT}`, 2],
  [`answer PUT ${OBJECT}`, 4],
  ['noteDelete upload.*', 1],
];

describe('an upload in parts to S3 that is killed', () => {
  let scene: Scene<RunEnding>;
  beforeAll(async () => {
    scene = await sceneOf(s3Picture, { destination: 'aws_s3' });
    await scene.killTogether([...kills.map(([place, nth]) => ({ place, nth })), ...anywhere(scene)]);
  }, 180_000);
  afterAll(() => scene.close());
  const kills = firstAndLast(TO_S3_IN_PARTS);

  it('passes every named place when nobody disturbs it', () => {
    expectPlaces(scene, TO_S3_IN_PARTS);
  });
  it.each(kills)('at: %s, for the %i. time', (place, nth) => endsAsUndisturbed(scene, { place, nth }), 60_000);
  it.each(SOMEWHERE)('at some write (%i)', (n) => endsAsUndisturbed(scene, somewhere(scene.places, n)), 60_000);
});

describe('an upload in one piece to a server that speaks S3 that is killed', () => {
  let scene: Scene<RunEnding>;
  beforeAll(async () => {
    scene = await sceneOf(s3Picture, { destination: 'minio' });
    await scene.killTogether(firstOf([...places, 'saveReceipt']));
  }, 180_000);
  afterAll(() => scene.close());
  const places = [`answer HEAD ${OBJECT}`, 'answer PUT 09/.kontor-right', `answer PUT ${OBJECT}`];

  it('passes every named place when nobody disturbs it', () => {
    expect([...new Set(scene.places)].sort()).toEqual([...BUILT, ...places, ...AFTER].sort());
  });
  it.each([...places, 'saveReceipt'])('at: %s', (place) => endsAsUndisturbed(scene, { place, nth: 1 }), 60_000);
  it('twice: its run still tells which revision it was', async () => {
    const { picture } = await scene.killedAt({ place: 'leaseJob upload', nth: 1 }, { place: 'settleJob done', nth: 1 });
    expect(picture).toEqual(scene.undisturbed.picture);
  }, 60_000);
});

describe.each(SIGNED_IN)('an upload in slices to $destination that is killed', ({ destination, service, places }) => {
  let scene: Scene<RunEnding>;
  beforeAll(async () => {
    scene = await sceneOf(signedInPicture(service), { destination });
    await scene.killTogether(kills.map(([place, nth]) => ({ place, nth })));
  }, 180_000);
  afterAll(() => scene.close());
  const kills = firstAndLast(places);

  it('passes every named place when nobody disturbs it', () => {
    expectPlaces(scene, places);
  });
  it.each(kills)('at: %s, for the %i. time', (place, nth) => endsAsUndisturbed(scene, { place, nth }), 60_000);
});

const missing = rcloneMissing();
if (missing !== null) process.stderr.write(`NOTE: skipping the killed uploads to a plain WebDAV server: ${missing}.\n`);

describe.skipIf(missing !== null)('an upload to another WebDAV server that is killed', () => {
  let scene: Scene<RunEnding>;
  let server: Awaited<ReturnType<typeof startRclone>>;
  beforeAll(async () => {
    server = await startRclone();
    const destination = folderOf(server);
    scene = await sceneOf(destination.picture, { destination });
  }, 180_000);
  afterAll(async () => {
    await scene.close();
    await server.close();
  });

  it('passes every named place when nobody disturbs it', () => {
    expect([...new Set(scene.places)].sort()).toEqual([...BUILT, ...UNDER_ANOTHER_NAME, ...AFTER].sort());
  });
  it.each(UNDER_ANOTHER_NAME)('at: %s', (place) => endsAsUndisturbed(scene, { place, nth: 1 }), 60_000);
});

function folderOf(server: Awaited<ReturnType<typeof startRclone>>) {
  const files = () =>
    readdirSync(server.root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return {
    values: { base_url: server.url, username: server.user, password: server.password, default_folder: '/Ksiegowa' },
    // Through the server: it remembers what lies in its folders.
    empty: async () => {
      const authorization = `Basic ${Buffer.from(`${server.user}:${server.password}`).toString('base64')}`;
      await fetch(`${server.url}/Ksiegowa`, { method: 'DELETE', headers: { authorization } });
    },
    picture: (): Picture => ({
      files: files().map(({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [relative(server.root, path), createHash('sha256').update(readFileSync(path)).digest('hex')];
      }),
    }),
  };
}
