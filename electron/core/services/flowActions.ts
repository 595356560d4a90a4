// Actions on a connection: which one is meant, what a change has to remember before the new values take its place, and how a task runs.
import { join } from 'node:path';
import { Failure } from '../../../shared/errors';
import type { Connection } from '../db/repositories/connection.repo';
import type { FlowStep, Tick } from '../../../shared/contract/connect';
import type { FieldValues } from '../../../shared/forms/fields';
import type { ConnectionAction, TaskAction, TaskContext } from '../providers/sdk/actions';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { ConnectParts } from './connectParts';
import { memorySession, type Target } from './providerRuntime';
import type { Flow } from './saveFlow';
import { openSpool } from './spool';

export function actionOf(manifest: ProviderManifest, existing: Connection | null, actionId: string): ConnectionAction {
  const action = manifest.actions?.find(({ id }) => id === actionId);
  if (!action || !existing || action.isOffered?.(existing.settings) === false)
    throw new Failure({ kind: 'user_input', key: 'connect.flow_ended' });
  return action;
}

/** Saving ends every session of the old sign-in, so it is kept aside for what comes after. */
export async function beforeAction(
  { runtime, connections, sealer }: ConnectParts,
  { action, existing, manifest }: Flow,
): Promise<(Target & { readonly session: ReturnType<typeof memorySession> }) | null> {
  if (action?.kind !== 'change' || !action.afterSave || !existing) return null;
  const session = memorySession();
  for (const { kind, field, token } of await connections.sealed(existing.id))
    if (kind === 'session') await session.put(field, await sealer.open(existing.id, `session.${field}`, token));
  return { ...(await runtime.stored(existing.id, manifest)), session };
}

const quiet = { info: () => undefined, warn: () => undefined };
const unseen = { phase: () => undefined, progress: () => undefined, waiting: () => undefined };

interface TaskOrder {
  readonly action: TaskAction;
  readonly answers: FieldValues;
  readonly signal: AbortSignal;
  readonly show: (step: FlowStep) => unknown;
}

/** With the stored connection. What it shows once lives in this flow only and is forgotten with it. */
export async function runTask(parts: ConnectParts, flow: Flow, order: TaskOrder): Promise<void> {
  const { action, answers, signal, show } = order;
  const { manifest, connectionId } = flow;
  for (const { id, kind } of action.questions) if (kind === 'secret') parts.hide(String(answers[id] ?? ''));
  const ticks: Tick[] = action.steps.map((id) => ({ id, state: 'waiting' }));
  show({ step: 'act', ticks: [...ticks] });
  // Whoever starts a task after an outage knows more than a circuit that still waits.
  parts.closeCircuits(connectionId);
  // A job of the connection may be under way: what lies in its folder is not the task's to sweep.
  const spool = await openSpool(parts.spoolRoot, join(connectionId, 'task'));
  const target = await parts.runtime.stored(connectionId, manifest);
  const title = flow.existing?.title ?? manifest.name;
  const ctx: TaskContext = {
    ...parts.runtime.work(target, { signal, log: quiet, progress: unseen, spool }),
    keepConnection: parts.keepConnection,
    handOn: (secret) => parts.handOn(secret, title),
  };
  const run = await action.run();
  const { lines, once = [] } = await run(ctx, answers, (tick) => {
    const index = ticks.findIndex(({ id }) => id === tick.id);
    if (index < 0 || signal.aborted) return;
    ticks[index] = tick;
    show({ step: 'act', ticks: [...ticks] });
  });
  if (signal.aborted) throw signal.reason;
  for (const { value } of once) parts.hide(value);
  parts.events.emit('connections.changed', { connectionId });
  show({
    step: 'acted',
    ticks: [...ticks],
    outcome: { lines: lines.map((line) => ({ ...line })), once: once.map((each) => ({ ...each })) },
  });
}
