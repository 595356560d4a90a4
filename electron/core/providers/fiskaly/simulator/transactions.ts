// Transactions: one path to start, update, finish and cancel; each revision is signed.
import { z } from 'zod';
import { invalid, json, Refusal } from './answers';
import { bodyOf, merged, MetadataBody, onlyQuery, Uuid, uuidOf, wholeNumber } from './bodies';
import { list } from './lists';
import { processOf, Schema } from './processData';
import { activeCount, tssOf, usableTss } from './tss';
import type { Register, Revision, SignedInCall, Transaction, Tss, World } from './world';
import type { Operation } from './signer';

const Body = z.strictObject({
  state: z.enum(['ACTIVE', 'FINISHED', 'CANCELLED']),
  client_id: Uuid,
  schema: Schema.optional(),
  metadata: MetadataBody.optional(),
});
type Body = z.infer<typeof Body>;

export function upsertTransaction(call: SignedInCall): Response {
  const { world } = call;
  onlyQuery(call, 'tx_revision');
  const tss = usableTss(call);
  const body = bodyOf(call, Body);
  const revision = wholeNumber(call, 'tx_revision', [1, 1_000_000]);
  if (revision === undefined) throw invalid('query.tx_revision: missing');
  if (tss.state === 'DISABLED') throw new Refusal(400, 'E_TSS_DISABLED', 'TSS is disabled');
  if (tss.state !== 'INITIALIZED') throw new Refusal(400, 'E_TSS_NOT_INITIALIZED', 'TSS is not initialised');
  const client = tss.clients.get(body.client_id);
  if (!client) throw new Refusal(400, 'E_CLIENT_NOT_FOUND', 'client not found');
  if (client.state !== 'REGISTERED') throw new Refusal(400, 'E_CLIENT_DEREGISTERED', 'client is deregistered');
  const known = findTransaction(tss, call.params['tx'] ?? '');
  if (!known) return json(200, start(call, tss, client, body, revision));
  const latest = known.revisions.length;
  const repeated = known.revisions[revision - 1];
  if (repeated && revision === latest && repeated.asked === asked(body)) return json(200, view(tss, known, repeated));
  if (revision === 1 && known.revisions.at(-1)?.state !== 'ACTIVE')
    throw new Refusal(409, 'E_TX_NO_TYPE_DEFINED', 'no type defined');
  if (revision !== latest + 1 || known.revisions.at(-1)?.state !== 'ACTIVE')
    throw new Refusal(400, 'E_TX_UPSERT', `latest revision is ${String(latest)}`);
  if (body.state === 'FINISHED' && !body.schema) throw invalid('body.schema: missing');
  known.metadata = merged(known.metadata, body.metadata);
  return json(200, view(tss, known, write(world, tss, known, client, body)));
}

function start(call: SignedInCall, tss: Tss, client: Register, body: Body, revision: number): object {
  const { world } = call;
  if (revision !== 1 || body.state !== 'ACTIVE')
    throw new Refusal(400, 'E_TX_UPSERT', 'the first revision is 1, ACTIVE');
  // Accepted and signed by the service, forbidden by DSFinV-K.
  if (body.schema) throw invalid('body.schema: a start is empty');
  if (activeCount(tss) >= world.options.maxActive) throw new Refusal(400, 'E_TX_LIMIT_REACHED', 'too many open');
  const id = uuidOf(call.params['tx'] ?? '');
  return view(...begin(world, tss, client, id, body));
}

export function begin(world: World, tss: Tss, client: Register, id: string, body: Body): [Tss, Transaction, Revision] {
  const number = tss.transactions.size + 1;
  const tx: Transaction = {
    id,
    number,
    startedAt: world.seconds(),
    revisions: [],
    metadata: merged({}, body.metadata),
  };
  tss.transactions.set(id, tx);
  return [tss, tx, write(world, tss, tx, client, body)];
}

export function write(world: World, tss: Tss, tx: Transaction, client: Register, body: Body): Revision {
  if (!tss.signer) throw new Refusal(400, 'E_TSS_NOT_INITIALIZED', 'no signer');
  const process = body.schema ? processOf(body.schema) : { type: '', data: '' };
  const operation: Operation = tx.revisions.length === 0 ? 'Start' : body.state === 'ACTIVE' ? 'Update' : 'Finish';
  const seconds = world.seconds();
  tss.counter += 1;
  const log = {
    operation,
    clientSerial: client.serial,
    processData: process.data,
    processType: process.type,
    number: tx.number,
  };
  const { signature, file } = tss.signer.transaction(log, tss.counter, seconds);
  const name = `Unixt_${String(seconds)}_Sig-${String(tss.counter)}_Log-Tra_No-${String(tx.number)}_${operation}_Client-${client.serial}.log`;
  tss.logs.push({ counter: tss.counter, seconds, name, file, transaction: tx.number, clientId: client.id });
  const made: Revision = {
    revision: tx.revisions.length + 1,
    state: body.state,
    clientId: client.id,
    asked: asked(body),
    operation,
    schema: body.schema ?? null,
    processType: process.type,
    processData: process.data,
    seconds,
    counter: tss.counter,
    signature,
  };
  tx.revisions.push(made);
  return made;
}

const asked = ({ state, client_id, schema }: Body): string => JSON.stringify({ state, client_id, schema });

export function findTransaction(tss: Tss, idOrNumber: string): Transaction | undefined {
  if (!/^\d+$/.test(idOrNumber)) return tss.transactions.get(uuidOf(idOrNumber));
  return [...tss.transactions.values()].find((tx) => tx.number === Number(idOrNumber));
}

export function view(tss: Tss, tx: Transaction, it: Revision): object {
  const signer = tss.signer;
  const serial = tss.clients.get(it.clientId)?.serial ?? '';
  const isEnded = it.state !== 'ACTIVE';
  const signature = it.signature.toString('base64');
  const publicKey = signer?.publicKey.toString('base64') ?? '';
  const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();
  const qr = [
    'V0',
    serial,
    it.processType,
    it.processData,
    tx.number,
    it.counter,
    instant(tx.startedAt),
    instant(it.seconds),
  ];
  return {
    number: tx.number,
    time_start: tx.startedAt,
    ...(isEnded ? { time_end: it.seconds } : {}),
    client_id: it.clientId,
    client_serial_number: serial,
    tss_id: tss.id,
    tss_serial_number: signer?.serial,
    state: it.state,
    schema: it.schema
      ? {
          ...it.schema,
          raw: { process_type: it.processType, process_data: Buffer.from(it.processData).toString('base64') },
        }
      : {},
    revision: it.revision,
    latest_revision: tx.revisions.length,
    metadata: tx.metadata,
    ...(it.state === 'FINISHED'
      ? { qr_code_data: [...qr, 'ecdsa-plain-SHA256', 'unixTime', signature, publicKey].join(';') }
      : {}),
    log: { operation: it.operation, timestamp: it.seconds, timestamp_format: 'unixTime' },
    // Both kinds were seen on one day.
    signature: {
      value: signature,
      algorithm: 'ecdsa-plain-SHA256',
      counter: it.counter % 2 === 0 ? it.counter : String(it.counter),
      public_key: publicKey,
    },
    _id: tx.id,
    _type: 'TRANSACTION',
    _env: tss.env,
    _version: '2.2.2',
  };
}

export function getTransaction(call: SignedInCall): Response {
  onlyQuery(call, 'tx_revision');
  const tss = tssOf(call);
  const tx = findTransaction(tss, call.params['tx'] ?? '');
  if (!tx) throw new Refusal(404, 'E_TX_NOT_FOUND', 'transaction not found');
  const wanted = wholeNumber(call, 'tx_revision', [1, 1_000_000]) ?? tx.revisions.length;
  const found = tx.revisions[wanted - 1];
  if (!found) throw new Refusal(400, 'E_TX_REVISION_NOT_FOUND', 'revision not found');
  return json(200, view(tss, tx, found));
}

export function listTransactions(call: SignedInCall): Response {
  const tss = tssOf(call);
  const client = call.params['client'];
  const latest = (tx: Transaction): Revision => tx.revisions.at(-1) as Revision;
  const all = [...tss.transactions.values()].filter((tx) => client === undefined || latest(tx).clientId === client);
  return list(call, all, {
    type: 'TRANSACTION_LIST',
    orders: {
      number: (tx) => tx.number,
      state: (tx) => latest(tx).state,
      time_start: (tx) => tx.startedAt,
      time_end: (tx) => (latest(tx).state === 'ACTIVE' ? 0 : latest(tx).seconds),
    },
    filter: 'states[]',
    states: ['ACTIVE', 'FINISHED', 'CANCELLED'],
    stateOf: (tx) => latest(tx).state,
    shown: (tx) => view(tss, tx, latest(tx)),
  });
}
