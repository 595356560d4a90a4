// The check of a connection: what answers there, the sign-in, the folder, a file written, read back and deleted, the space left.
import { createHash } from 'node:crypto';
import type { Tick } from '../../../../../shared/contract/connect';
import { checkSteps, type Checked, type StepNote } from '../checkSteps';
import type { ProviderContext } from '../context';
import type { Verify } from '../defineProvider';
import { rejected } from '../errors';
import { ignoreFailure } from '../patience';
import { segmentsOf, shownPath } from '../paths';
import { readableBytes } from '../readableBytes';
import type { Aim, Cloud, CloudKind, Place } from './cloud';
import { deepestPlace } from './folders';

const DAY_MS = 86_400_000;

export const verifyAt =
  (kind: CloudKind): Verify =>
  async (ctx: ProviderContext, tick: (tick: Tick) => void) => {
    const step = checkSteps(ctx, tick);
    const { name: service } = kind.oauth;
    const cloud = kind.open(ctx);

    await step('reachable', async () => {
      await cloud.reach();
      return { value: null, note: { note: 'verify.reachable.answers', noteParams: { service } } };
    });
    const account = await step('signed_in', async () => {
      const value = await cloud.account();
      return { value, note: await noteOfSignIn(ctx, cloud, value.name) };
    });
    const wanted = segmentsOf(String(ctx.connection.settings['default_folder'] ?? ''));
    const place = await step('folder', () => checkFolder(cloud, wanted));
    await step('writes', async () => {
      await writeAndReadBack(ctx, cloud, place);
      return { value: null, note: { note: 'verify.writes.compared' } };
    });
    await step('space', async () => ({ value: null, note: noteOfSpace(await cloud.freeBytes()) }));
    const endsAtMs = await cloud.calls.tokens.endsAtMs();
    return {
      identity: account.id,
      suggestedTitle: `${service} ${account.name}`,
      settings: {
        account: account.name,
        signed_in_until: endsAtMs === null ? '' : dayOf(endsAtMs),
        ...account.settings,
      },
    };
  };

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** An end that comes soon is told while somebody is looking. */
async function noteOfSignIn(ctx: ProviderContext, cloud: Cloud, user: string): Promise<StepNote> {
  const endsAtMs = await cloud.calls.tokens.endsAtMs();
  const isLasting = (ctx.connection.credential('refresh_token') ?? '') !== '';
  if (!isLasting) return { note: 'verify.signed_in.briefly', noteParams: { user } };
  if (endsAtMs === null) return { note: 'verify.signed_in.as', noteParams: { user } };
  const days = Math.max(0, Math.floor((endsAtMs - ctx.clock.now()) / DAY_MS));
  return { note: 'verify.signed_in.until', noteParams: { user, day: dayOf(endsAtMs), days } };
}

/** A missing folder is made by the first upload, not by the check: the check leaves nothing behind. */
async function checkFolder(cloud: Cloud, wanted: readonly string[]): Promise<Checked<Place>> {
  const value = await deepestPlace(cloud, wanted);
  const isWhole = value.segments.length === wanted.length;
  const noteParams = { path: shownPath(wanted) };
  return { value, note: { note: isWhole ? 'verify.folder.there' : 'verify.folder.later', noteParams } };
}

async function writeAndReadBack(ctx: ProviderContext, cloud: Cloud, place: Place): Promise<void> {
  const random = (bytes: number): string => Buffer.from(ctx.ids.random(bytes)).toString('hex');
  const name = `kontor-check-${random(6)}.txt`;
  const content = Buffer.from(`Kontor checks that it may write here. This file may be deleted. ${random(16)}\n`);
  const aim: Aim = {
    place,
    name,
    path: shownPath([...place.segments, name]),
    bytes: content.length,
    mediaType: 'text/plain',
    modifiedAtMs: ctx.clock.now(),
    key: (await cloud.newKey?.()) ?? '',
  };
  const entry = await cloud.put(aim, content);
  if (entry === 'taken') throw rejected('read_back_differs', { details: 'a new name was taken' });
  try {
    const got = await cloud.readBack(entry, { maxBytes: 65_536 });
    const isSame = got?.sha256 === createHash('sha256').update(content).digest('base64');
    if (!isSame) throw rejected('read_back_differs', { details: `${String(got?.bytes ?? 0)} bytes` });
  } catch (error) {
    await cloud.remove(entry).catch(ignoreFailure);
    throw error;
  }
  await cloud.remove(entry);
}

function noteOfSpace(bytes: number | null): StepNote {
  if (bytes === null) return { note: 'verify.space.unknown' };
  if (bytes === Infinity) return { note: 'verify.space.unlimited' };
  return { note: 'verify.space.free', noteParams: { free: readableBytes(bytes) } };
}
