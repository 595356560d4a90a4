// The work of one run of sending: what was confirmed is queued, the provider settles and sends, each step is a record before the next one,
// and an accepted invoice becomes a document of the archive under the number that the service gave it.
import { Failure } from '../../../../shared/errors';
import type { CompanyId, ConnectionId } from '../../../../shared/domain/ids';
import type { OutboxOpen, OutboxStep } from '../../archive/outbox/types';
import type { ArchiveReader, ArchiveWriter } from '../../archive/types';
import type { Connection, ConnectionRepo } from '../../db/repositories/connection.repo';
import type { EventBus } from '../../events/eventBus';
import type { Attempt } from '../../jobs/jobRunner';
import type { TellProblem } from '../../log/tellProblem';
import type { Clock } from '../../ports';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import type {
  OutgoingInvoice,
  SendEntry,
  SendingAbility,
  SendJournal,
  SendOrder,
  SendStep,
} from '../../providers/sdk/sending';
import type { PageItem } from '../../providers/sdk/pages';
import { instantOf } from '../../time';
import { qualify, type ProviderRuntime } from '../providerRuntime';
import { runProgress } from '../runProgress';
import type { RunService } from '../runService';
import { isSendingOn, sendingOff } from '../sendingGate';
import { openSpool } from '../spool';

export interface SendRunParts {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly connections: ConnectionRepo;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly runtime: ProviderRuntime;
  readonly runs: RunService;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly spoolRoot: string;
  readonly tell: TellProblem;
}

export async function runSend(parts: SendRunParts, attempt: Attempt<'send'>): Promise<void> {
  const { reader, connections } = parts;
  const { companyId, connectionId, ids } = attempt.payload;
  const connection = await connections.find(connectionId);
  if (!connection) return;
  const manifest = parts.manifestOf(connection.providerId);
  const ability = manifest.sending;
  if (!ability) throw new Failure({ kind: 'bug', key: 'error.bug' });
  if (!(await isSendingOn(connections, manifest, connectionId))) throw sendingOff();
  await queueConfirmed(parts, companyId, ids);
  const all = await reader.openOutbox(connectionId);
  const open = all.filter(({ isDamaged }) => isDamaged !== true);
  if (open.length > 0) await sendOpen(parts, attempt, { connection, manifest, ability, open });
  if (open.length < all.length) throw new Failure({ kind: 'rejected', key: 'archive.original_changed' });
}

interface Sending {
  readonly connection: Connection;
  readonly manifest: ProviderManifest;
  readonly ability: SendingAbility;
  readonly open: readonly OutboxOpen[];
}

async function sendOpen(
  parts: SendRunParts,
  { job, payload, signal }: Attempt<'send'>,
  { connection, manifest, ability, open }: Sending,
): Promise<void> {
  const { companyId } = payload;
  const { id: connectionId } = connection;
  const target = await parts.runtime.stored(connectionId, manifest);
  const spool = await openSpool(parts.spoolRoot, connectionId);
  const progress = runProgress(parts.runs, job.runId, connectionId, parts.clock);
  const ctx = parts.runtime.work(target, { signal, spool, progress, log: progress.log });
  const journal = journalOf(parts, { companyId, connectionId, runId: job.runId, manifest, open });
  try {
    const send = await ability.send();
    const pack: SendOrder['pack'] = (ids, toPath, packaging) => parts.writer.packOutbox(ids, toPath, packaging);
    await send(ctx, { items: open.map(outgoing), journal, pack });
  } catch (error) {
    throw qualify(manifest.id, error);
  }
}

/** Confirmed drafts; what was withdrawn meanwhile stays withdrawn. */
async function queueConfirmed({ writer, reader, clock }: SendRunParts, companyId: CompanyId, ids: readonly string[]) {
  const items = await Promise.all(ids.map((id) => reader.outboxItem(id)));
  const drafts = items.filter(({ state }) => state === 'draft').map(({ id }) => ({ id, state: 'queued' }) as const);
  if (drafts.length > 0) await writer.stepOutbox(companyId, instantOf(clock.now()), drafts);
}

function outgoing({ item, path, trace, correctsSha256 }: OutboxOpen): OutgoingInvoice {
  return {
    id: item.id,
    path,
    bytes: item.bytes,
    sha256: base64Of(item.sha256),
    fileName: item.fileName,
    mode: item.mode,
    // The reader answers open ones only.
    state: item.state as OutgoingInvoice['state'],
    ...(correctsSha256 === undefined ? {} : { correctsSha256: base64Of(correctsSha256) }),
    ...(trace === undefined ? {} : { trace }),
    ...(item.remoteNumber === undefined ? {} : { remoteNumber: item.remoteNumber }),
  };
}

const base64Of = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

interface JournalFacts {
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly runId: string;
  readonly manifest: ProviderManifest;
  readonly open: readonly OutboxOpen[];
}

function journalOf(parts: SendRunParts, facts: JournalFacts): SendJournal {
  const { writer, events, clock } = parts;
  const { companyId } = facts;
  const changed = (): void => {
    events.emit('sending.changed', { companyId });
  };
  const settle = async (entries: readonly SendEntry[]): Promise<void> => {
    // The document first: it is recognised when it comes again, and a number without its invoice would be worth less.
    await archiveAccepted(parts, facts, entries);
    const steps = entries.map(({ id, step }) => recordOf(facts, id, step, parts.tell));
    await writer.stepOutbox(companyId, instantOf(clock.now()), steps);
    changed();
  };
  return {
    settle,
    note: (ids, step) => settle(ids.map((id) => ({ id, step }))),
    receipt: async (ids, { bytes, fileName }) => {
      await writer.saveOutboxReceipt(companyId, instantOf(clock.now()), { ids, fileName, content: bytes });
      changed();
    },
  };
}

function recordOf({ manifest, runId }: JournalFacts, id: string, step: SendStep, tell: TellProblem): OutboxStep {
  switch (step.step) {
    case 'queued':
      return { id, state: 'queued' };
    case 'accepted': {
      const { trace, remoteNumber, wasThere } = step;
      return { id, state: 'accepted', trace, remoteNumber, ...(wasThere === true ? { wasThere } : {}) };
    }
    case 'rejected':
    case 'unknown': {
      const { trace, problem } = step;
      const told = tell(qualify(manifest.id, new Failure(problem)), runId.slice(-12));
      return { id, state: step.step, problem: told, ...(trace === undefined ? {} : { trace }) };
    }
    case 'sending':
    case 'sent':
      return { id, state: step.step, trace: step.trace };
  }
}

/** As the next sync would bring it: the same key, the same bytes. */
async function archiveAccepted(
  { writer, events, clock }: SendRunParts,
  { companyId, connectionId, runId, manifest, open }: JournalFacts,
  entries: readonly SendEntry[],
): Promise<void> {
  const items = entries.flatMap(({ id, step }): PageItem[] => {
    const found = open.find(({ item }) => item.id === id);
    if (!found || step.step !== 'accepted') return [];
    const { remoteNumber, naturalKey = remoteNumber, receivedAt, receivedOn } = step;
    return [
      {
        naturalKey,
        fileName: `${remoteNumber}.xml`,
        mediaType: 'application/xml',
        content: { path: found.path },
        remote: { sentAs: id },
        facts: {
          remoteNumber,
          ...(receivedAt === undefined ? {} : { receivedAt }),
          ...(receivedOn === undefined ? {} : { receivedOn }),
        },
      },
    ];
  });
  const last = items.at(-1);
  if (!last || !manifest.invoices) return;
  const page = {
    content: { kind: 'items', items },
    parserId: 'auto',
    meta: { isSent: true },
    direction: 'sale',
    checkpoint: { stream: 'sent', value: JSON.stringify({ last: last.naturalKey }) },
  } as const;
  const order = { companyId, connectionId, providerId: manifest.id, page, at: instantOf(clock.now()), runId };
  await writer.ingest(order, () => undefined, new AbortController().signal);
  events.emit('invoices.changed', { companyId });
}
