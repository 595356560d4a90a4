// The outbox as the user works with it: drafts, what would be sent, the one confirmation that sends, and everything that can be undone.
import { Failure } from '../../../../shared/errors';
import type { OutboxId, OutboxItem, Prepared } from '../../../../shared/contract/sending';
import type { CompanyId, ConnectionId, RunId } from '../../../../shared/domain/ids';
import type { InputOf } from '../../../../shared/contract/define';
import type { sending as contract } from '../../../../shared/contract/sending';
import { fromMinor, toMinor } from '../../../../shared/domain/money';
import type { Connection } from '../../db/repositories/connection.repo';
import type { Attempt, JobRunner } from '../../jobs/jobRunner';
import type { Ids } from '../../ports';
import type { SendingAbility } from '../../providers/sdk/sending';
import { instantOf } from '../../time';
import type { JobMaker } from '../jobRows';
import { saleFormatOf, todayOf } from '../selling/saleFormats';
import { isSendingOn, sendingOff } from '../sendingGate';
import { confirmations, fingerprintOf } from './confirmations';
import { findingsOf, readDocument, type ValidateBeforeSend } from './findings';
import { runSend, type SendRunParts } from './sendRun';

export interface SendingParts extends SendRunParts {
  readonly ids: Ids;
  readonly jobs: JobMaker;
  readonly runner: () => JobRunner;
  readonly validateBeforeSend: ValidateBeforeSend;
}

type In<K extends 'draft' | 'prepare' | 'list'> = InputOf<(typeof contract)[K]>;

export interface SendingService {
  list(query: In<'list'>): Promise<readonly OutboxItem[]>;
  get(id: OutboxId): Promise<OutboxItem>;
  draft(order: In<'draft'>): Promise<{ id: OutboxId }>;
  /** The same for a document that the core made itself. */
  store(
    order: Omit<In<'draft'>, 'base64'> & { readonly content: Uint8Array; readonly id?: OutboxId },
  ): Promise<{ id: OutboxId }>;
  prepare(order: In<'prepare'>): Promise<Prepared>;
  confirm(token: string): Promise<{ runId: RunId }>;
  resume(connectionId: ConnectionId): Promise<{ runId: RunId }>;
  /** For services that cannot be asked: what a person found out. Goes on with it at once. */
  decide(id: OutboxId, hasArrived: boolean): Promise<{ runId: RunId }>;
  discard(ids: readonly OutboxId[]): Promise<void>;
  /** At start: what was confirmed and belongs to no job any more goes on. */
  finishConfirmed(): Promise<void>;
  run(attempt: Attempt<'send'>): Promise<void>;
}

/** The service has not taken it yet. */
const WAITING: readonly OutboxItem['state'][] = ['draft', 'queued', 'sending', 'unknown'];
const SHOWN = ['draft', 'queued', 'sending', 'sent', 'unknown', 'accepted', 'rejected'] as const;

export function sendingService(parts: SendingParts): SendingService {
  const { writer, reader, connections, manifestOf, runs, clock, events } = parts;
  const offers = confirmations(clock, parts.ids);

  const senderOf = async (
    connectionId: ConnectionId,
  ): Promise<{ readonly connection: Connection; readonly ability: SendingAbility }> => {
    const connection = await connections.find(connectionId);
    if (!connection) throw new Failure({ kind: 'user_input', key: 'error.connection_gone' });
    const ability = manifestOf(connection.providerId).sending;
    if (!ability) throw new Failure({ kind: 'user_input', key: 'sending.not_here' });
    return { connection, ability };
  };
  const whileOn = async (connectionId: ConnectionId) => {
    const sender = await senderOf(connectionId);
    if (!(await isSendingOn(connections, manifestOf(sender.connection.providerId), connectionId))) throw sendingOff();
    return sender;
  };
  const itemsOf = (ids: readonly string[]) => Promise.all(ids.map((id) => reader.outboxItem(id)));
  const companyOf = async (companyId: CompanyId) => (await reader.companies()).find(({ id }) => id === companyId);

  const oneConnection = (items: readonly OutboxItem[]): { companyId: CompanyId; connectionId: ConnectionId } => {
    const [first] = items;
    if (!first || items.some(({ connectionId }) => connectionId !== first.connectionId))
      throw new Failure({ kind: 'user_input', key: 'sending.one_place' });
    return { companyId: first.companyId, connectionId: first.connectionId };
  };

  const start = async (
    companyId: CompanyId,
    connectionId: ConnectionId,
    ids: readonly string[],
    trigger: 'user' | 'schedule',
  ) => {
    const run = await runs.open({ kind: 'send', trigger, companyId, connections: [connectionId] }, (runId) => [
      parts.jobs(runId, 'send', { companyId, connectionId, ids: [...ids] }),
    ]);
    parts.runner().wake();
    return { runId: run.id };
  };

  const targetOf = (connection: Connection, ability: SendingAbility) => ability.target(connection.settings);

  /** With its last day, while it is one: an invoice that was issued offline has to arrive in time. And with whom there is to ask. */
  const viewed = async (item: OutboxItem): Promise<OutboxItem> => {
    const isDated = item.mode !== 'online' && WAITING.includes(item.state);
    if (!isDated && item.state !== 'unknown') return item;
    const connection = await connections.find(item.connectionId);
    const ability = connection ? manifestOf(connection.providerId).sending : undefined;
    const deadlineOf = isDated ? await ability?.deadline() : undefined;
    const deadline = deadlineOf?.({ mode: item.mode, issueDate: item.facts.issueDate });
    const asksPerson = item.state === 'unknown' && ability?.asksPerson === true;
    return { ...item, ...(typeof deadline === 'string' ? { deadline } : {}), ...(asksPerson ? { asksPerson } : {}) };
  };

  const store: SendingService['store'] = async (order) => {
    const { companyId, connectionId, fileName, content, mode, corrects } = order;
    const { connection, ability } = await senderOf(connectionId);
    if (connection.companyId !== companyId) throw new Failure({ kind: 'user_input', key: 'sending.one_place' });
    if (!ability.modes.includes(mode)) throw new Failure({ kind: 'user_input', key: 'sending.not_here' });
    const read = readDocument(content);
    if (read === null) throw new Failure({ kind: 'user_input', key: 'sending.unreadable' });
    if (corrects !== undefined) checkCorrected(await reader.outboxItem(corrects), connectionId, mode);
    const id = order.id ?? (parts.ids.uuid() as OutboxId);
    await writer.addOutbox({
      id,
      companyId,
      connectionId,
      providerId: connection.providerId,
      at: instantOf(clock.now()),
      mode,
      fileName,
      facts: read.facts,
      content,
      ...(corrects === undefined ? {} : { corrects }),
    });
    events.emit('sending.changed', { companyId });
    return { id };
  };

  return {
    list: async ({ companyId, states, before, limit }) => {
      const page = { companyId, states: states ?? SHOWN, limit, ...(before === undefined ? {} : { before }) };
      return Promise.all((await reader.outbox(page)).map(viewed));
    },
    get: async (id) => viewed(await reader.outboxItem(id)),

    draft: ({ base64, ...order }) => store({ ...order, content: Buffer.from(base64, 'base64') }),
    store,

    prepare: async ({ ids, outageEndedOn }) => {
      const items = await itemsOf([...new Set(ids)]);
      const { companyId, connectionId } = oneConnection(items);
      if (items.some(({ state }) => state !== 'draft'))
        throw new Failure({ kind: 'conflict', key: 'sending.not_draft' });
      const { connection, ability } = await whileOn(connectionId);
      const deadlineOf = await ability.deadline();
      const company = await companyOf(companyId);
      const today = todayOf(saleFormatOf(company?.country ?? 'PL'), clock.now());
      const companyTaxId = company?.taxId ?? null;
      const shown = await Promise.all(
        items.map(async (item) => {
          const { bytes } = await reader.outboxContent(item.id, 'invoice');
          const about = { ability, facts: item.facts, companyTaxId, today, id: item.id };
          const findings = await findingsOf(bytes, about, parts.validateBeforeSend);
          const facts = { mode: item.mode, issueDate: item.facts.issueDate };
          const deadline = deadlineOf(outageEndedOn === undefined ? facts : { ...facts, outageEndedOn });
          const isLate = typeof deadline === 'string' && deadline < today;
          return { item, findings: [...findings], isLate, ...(typeof deadline === 'string' ? { deadline } : {}) };
        }),
      );
      const { name: target, isProduction } = targetOf(connection, ability);
      const isBlocked = shown.some(({ findings }) => findings.some(({ level }) => level === 'blocks'));
      const answer = { connectionId, target, isProduction, items: shown, totals: totalsOf(items) };
      if (isBlocked) return answer;
      const fingerprint = fingerprintOf(items, target);
      const { token, endsAtMs } = offers.offer({
        companyId,
        connectionId,
        ids: items.map(({ id }) => id),
        fingerprint,
      });
      return { ...answer, token, tokenEndsAt: instantOf(endsAtMs) };
    },

    confirm: async (token) => {
      const { companyId, connectionId, ids, fingerprint } = offers.take(token);
      const { connection, ability } = await whileOn(connectionId);
      const items = await itemsOf(ids);
      // Something changed between the look and the click: what is sent must be what was seen.
      if (fingerprintOf(items, targetOf(connection, ability).name) !== fingerprint)
        throw new Failure({ kind: 'conflict', key: 'sending.confirm_again' });
      return start(companyId, connectionId, ids, 'user');
    },

    resume: async (connectionId) => {
      const { connection } = await whileOn(connectionId);
      const going = runs
        .live()
        .find((run) => run.kind === 'send' && run.parts.some((part) => part.connectionId === connectionId));
      if (going) {
        await parts.runner().hurry(going.id, 'person');
        return { runId: going.id };
      }
      return start(connection.companyId, connectionId, [], 'user');
    },

    decide: async (id, hasArrived) => {
      const { companyId, connectionId, state } = await reader.outboxItem(id);
      const { ability } = await whileOn(connectionId);
      if (ability.asksPerson !== true || state !== 'unknown')
        throw new Failure({ kind: 'conflict', key: 'sending.not_open' });
      const step = { id, state: hasArrived ? 'sent' : 'queued' } as const;
      await writer.stepOutbox(companyId, instantOf(clock.now()), [step]);
      events.emit('sending.changed', { companyId });
      return start(companyId, connectionId, [], 'user');
    },

    discard: async (ids) => {
      const items = await itemsOf(ids);
      const { companyId, connectionId } = oneConnection(items);
      const isGoing = runs
        .live()
        .some((run) => run.kind === 'send' && run.parts.some((part) => part.connectionId === connectionId));
      const mayGo = (item: OutboxItem) =>
        item.state === 'draft' || item.state === 'rejected' || (item.state === 'queued' && !isGoing);
      if (!items.every(mayGo)) throw new Failure({ kind: 'conflict', key: 'sending.too_late' });
      const steps = items.map(({ id }) => ({ id, state: 'discarded' }) as const);
      await writer.stepOutbox(companyId, instantOf(clock.now()), steps);
      events.emit('sending.changed', { companyId });
    },

    finishConfirmed: async () => {
      const jobs = (await writer.openJobs()).filter(({ type }) => type === 'send');
      for (const { companyId, connectionId } of await reader.outboxConnections()) {
        if (jobs.some((job) => job.connectionId === connectionId)) continue;
        const connection = await connections.find(connectionId as ConnectionId);
        if (!connection || !(await isSendingOn(connections, manifestOf(connection.providerId), connectionId))) continue;
        await start(companyId as CompanyId, connection.id, [], 'schedule');
      }
    },

    run: (attempt) => runSend(parts, attempt),
  };
}

/** Only what was issued offline and refused can be sent again in a valid form. */
function checkCorrected(item: OutboxItem, connectionId: ConnectionId, mode: OutboxItem['mode']): void {
  const isCorrectable = item.state === 'rejected' && item.mode !== 'online' && mode !== 'online';
  if (!isCorrectable || item.connectionId !== connectionId)
    throw new Failure({ kind: 'user_input', key: 'sending.not_correctable' });
}

function totalsOf(items: readonly OutboxItem[]): Prepared['totals'] {
  const sums = new Map<string, number>();
  for (const { facts } of items) {
    const { amount, currency } = facts.gross;
    sums.set(currency, (sums.get(currency) ?? 0) + (toMinor(amount, currency) ?? 0));
  }
  return [...sums].map(([currency, minor]) => ({ amount: fromMinor(minor, currency), currency }));
}
