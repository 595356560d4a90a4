// Another key: the new one is put in front, everything is sealed again, looked at once more, and only then the old one is dropped.
// Stopped anywhere the next start goes on: a ring with an old key, or the mark in the store, says that there is something to do.
import type { RotationResult, RotationStep } from '../../../shared/contract/app';
import { Failure } from '../../../shared/errors';
import type { ConfigDatabase } from '../db/openDatabase';
import type { MetaRepo } from '../db/repositories/meta.repo';
import { rewriteSealed } from '../db/rewriteSealed';
import { cleanCopy, resealCopy, storeCopies } from '../db/storeCopies';
import type { ConfigTarget } from '../db/target';
import { resealChoice } from '../enduring/chosenStore';
import type { EventBus } from '../events/eventBus';
import type { Host } from '../ports';
import type { NewKeyOrder } from '../vault/ringTypes';
import { resealCredentials, type ResealParts } from './resealCredentials';
import { RING, type VaultService } from './vaultService';

export interface KeyRotation {
  /** Throws a Failure: those of `KeyRing.rotate`, vault.rotating, vault.rotation_unfinished. */
  rotate(order: NewKeyOrder): Promise<RotationResult>;
  /** Goes on with one that was cut off, and seals again what older keys at hand have sealed; nothing while the vault is locked. */
  finish(): Promise<void>;
}

export interface RotationParts extends ResealParts {
  readonly host: Host;
  readonly db: ConfigDatabase;
  readonly target: ConfigTarget;
  readonly meta: MetaRepo;
  readonly vault: VaultService;
  readonly events: EventBus;
  readonly logFailure: (what: string, error: unknown) => void;
  /** Told each step that outlives this process. Tests stop a child process there. */
  readonly reached?: (place: string) => void;
}

/** There while something that older keys have sealed may be left. */
const MARK = 'key_rotation';
/** Somebody who saves a sign-in meanwhile is sealed in the next round. */
const MOST_ROUNDS = 5;
const STEPS: readonly RotationStep[] = ['key', 'sign_ins', 'copies', 'clean'];

export function keyRotation(parts: RotationParts): KeyRotation {
  const { host, target, meta, vault, events, reached = () => undefined } = parts;
  let isRunning = false;

  const progress = (step: RotationStep): void => {
    events.emit('app.rotationProgress', { step, nth: STEPS.indexOf(step) + 1, of: STEPS.length });
  };
  const resealed = (token: string): string | null => {
    const outcome = vault.reseal(token);
    return outcome.result === 'sealed' ? outcome.token : null;
  };

  /** The first round seals, the last one has found nothing left to seal. */
  const resealAll = async (copies: readonly string[]): Promise<Omit<RotationResult, 'copies'>> => {
    let signIns = 0;
    for (let round = 1; round <= MOST_ROUNDS; round += 1) {
      const { sealed, unreadable } = await resealCredentials(parts);
      signIns += sealed;
      reached(round === 1 ? 'sealed' : 'looked at once more');
      if (round === 1) {
        progress('copies');
        for (const copy of copies) resealCopy(copy, resealed);
        await resealChoice(host);
        reached('copies sealed');
      } else if (sealed === 0) return { signIns, unreadable };
    }
    throw new Failure({ kind: 'conflict', key: 'vault.rotation_unfinished' });
  };

  const work = async (): Promise<RotationResult> => {
    const copies = storeCopies(host.paths.data, target);
    progress('sign_ins');
    const { signIns, unreadable } = await resealAll(copies);
    await vault.ring.forgetOldKeys(unreadable > 0);
    reached('old key dropped');
    progress('clean');
    const isOurs = vault.view().protectedBy !== 'environment';
    const ring = { key: RING, value: isOurs ? await meta.get(RING) : null };
    for (const copy of copies) cleanCopy(copy, ring);
    reached('copies cleaned');
    await rewriteSealed(parts.db, target.type);
    reached('store rewritten');
    await meta.delete(MARK);
    reached('ended');
    return { signIns, unreadable, copies: copies.length };
  };

  const alone = async <T>(run: () => Promise<T>): Promise<T> => {
    if (isRunning) throw new Failure({ kind: 'conflict', key: 'vault.rotating' });
    isRunning = true;
    try {
      return await run();
    } finally {
      isRunning = false;
      events.emit('app.vaultChanged', undefined);
    }
  };

  const finish = async (): Promise<void> => {
    if (vault.view().state !== 'open') return;
    if (vault.ring.hasOldKeys() || (await meta.get(MARK)) !== null) await alone(work);
    // An administrator has put a new key first, or another PC has changed the key and this one joined again.
    else if (vault.ring.keys().length > 1) await resealCredentials(parts);
  };
  vault.whenUnlocked(() =>
    finish().catch((error: unknown) => {
      parts.logFailure('key rotation', error);
    }),
  );

  return {
    finish,
    rotate: (order) =>
      alone(async () => {
        progress('key');
        await vault.ring.rotate(order);
        reached('new key in front');
        await meta.set(MARK, 'begun');
        reached('marked');
        return work();
      }),
  };
}
