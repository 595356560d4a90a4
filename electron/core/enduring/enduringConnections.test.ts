import { expect, it } from 'vitest';
import type { ConnectionId } from '../../../shared/domain/ids';
import { Failure } from '../../../shared/errors';
import { fakeClock } from '../../../tests/support/fakeClock';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import { enduringConnections, type InForce } from './enduringConnections';
import { storeWatch } from './storeWatch';

const ID = '0199' as ConnectionId;
const TOKEN = { kind: 'session', field: 'refresh', token: 'sealed by the old key' } as const;

/** A store that can be away, and a sign-in that was renewed meanwhile. */
async function renewedWhileAway(inForce: InForce) {
  const stored: string[] = [];
  const notes = new Map<string, string>();
  let isAway = true;
  const lost = () => Promise.reject(new Failure({ kind: 'unavailable', key: 'config.db_lost' }));
  const repo = {
    find: () => Promise.resolve({ id: ID }),
    list: () => Promise.resolve([]),
    putSealed: (_: ConnectionId, { token }: { token: string }) =>
      isAway ? lost() : Promise.resolve(void stored.push(token)),
  } as unknown as ConnectionRepo;
  const watch = storeWatch({
    clock: fakeClock({ skips: () => false }),
    probe: () => Promise.resolve(),
    changed: () => undefined,
    newSupportId: () => '',
    logFailure: () => undefined,
  });
  const connections = enduringConnections(repo, watch, {
    inForce,
    notes: {
      noteGet: (_, name) => Promise.resolve(notes.get(name) ?? null),
      notePut: (_, name, text) => Promise.resolve(void notes.set(name, text)),
      noteDelete: (_, name) => Promise.resolve(void notes.delete(name)),
      noteList: () => Promise.resolve([...notes.keys()]),
    },
  });
  await connections.putSealed(ID, TOKEN, '2026-10-06T08:00:00.000Z');
  isAway = false;
  const back = () => watch.catchUp();
  await back();
  return { stored, notes, back, stop: () => watch.stop() };
}

it('what was sealed while the store was away reaches it under the key in force', async () => {
  const { stored, notes, stop } = await renewedWhileAway((token) =>
    Promise.resolve({ result: 'sealed', token: token.replace('old', 'new') }),
  );
  expect([stored, notes.size]).toEqual([['sealed by the new key'], 0]);
  await stop();
});

it('where another computer has changed the key meanwhile it waits for the passphrase, and nothing of the old key gets there', async () => {
  let isLocked = true;
  const { stored, notes, back, stop } = await renewedWhileAway(() =>
    Promise.resolve({ result: isLocked ? 'locked' : 'newest' }),
  );
  expect([stored, notes.size]).toEqual([[], 1]);
  isLocked = false;
  await back();
  expect([stored, notes.size]).toEqual([[TOKEN.token], 0]);
  await stop();
});

it('what no key at hand opens is not told to the others', async () => {
  const { stored, notes, stop } = await renewedWhileAway(() => Promise.resolve({ result: 'unreadable' }));
  expect([stored, notes.size]).toEqual([[], 0]);
  await stop();
});
