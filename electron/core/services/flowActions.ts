// Guided changes of a connection: which one is meant, and what has to be remembered before the new values take its place.
import { Failure } from '../../../shared/errors';
import type { Connection } from '../db/repositories/connection.repo';
import type { ConnectionAction, ProviderManifest } from '../providers/sdk/defineProvider';
import type { ConnectParts } from './connectService';
import { memorySession, type Target } from './providerRuntime';
import type { Flow } from './saveFlow';

export function actionOf(manifest: ProviderManifest, existing: Connection | null, actionId: string): ConnectionAction {
  const action = manifest.actions?.find(({ id }) => id === actionId);
  if (!action || !existing?.settings || !action.isOffered(existing.settings))
    throw new Failure({ kind: 'user_input', key: 'connect.flow_ended' });
  return action;
}

/** Saving ends every session of the old sign-in, so it is kept aside for what comes after. */
export async function beforeAction(
  { runtime, connections, sealer }: ConnectParts,
  { action, existing, manifest }: Flow,
): Promise<(Target & { readonly session: ReturnType<typeof memorySession> }) | null> {
  if (!action?.afterSave || !existing) return null;
  const session = memorySession();
  for (const { kind, field, token } of await connections.sealed(existing.id))
    if (kind === 'session') await session.put(field, await sealer.open(existing.id, `session.${field}`, token));
  return { ...(await runtime.stored(existing.id, manifest)), session };
}
