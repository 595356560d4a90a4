// Exports of the log messages as TAR: ordered, prepared in the service's own time, kept for a while, then gone.
import { pack } from 'tar-stream';
import { binary, json, Refusal } from './answers';
import { onlyQuery, uuidOf, wholeNumber } from './bodies';
import { list } from './lists';
import { tssOf } from './tss';
import type { ExportJob, LogEntry, SignedInCall, Tss, World } from './world';
import { isNamed } from './world';

const FILTERS = [
  'client_id',
  'transaction_number',
  'start_transaction_number',
  'end_transaction_number',
  'start_date',
  'end_date',
  'start_signature_counter',
  'end_signature_counter',
  'maximum_number_records',
] as const;
const STATES = ['PENDING', 'WORKING', 'COMPLETED', 'ERROR', 'CANCELLED'];
const MOST_OPEN = 10;
const PER_MINUTE = 12;
const KEPT_SECONDS = 7 * 86_400;
const ANY: readonly [number, number] = [0, Number.MAX_SAFE_INTEGER];

export function orderExport(call: SignedInCall): Response {
  const { world, url } = call;
  onlyQuery(call, ...FILTERS);
  const tss = tssOf(call);
  const id = uuidOf(call.params['export'] ?? '');
  if (call.body.length > 0 && call.body.toString().trim() !== '{}')
    throw new Refusal(400, 'E_FAILED_SCHEMA_VALIDATION', 'body: filters belong to the query');
  if (tss.state !== 'INITIALIZED' && tss.state !== 'DISABLED' && tss.state !== 'DEFECTIVE')
    throw new Refusal(409, 'E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT', tss.state);
  if (tss.exports.has(id)) throw new Refusal(400, 'E_DUPLICATE_EXPORT', 'id was used before');
  const filters = [...url.searchParams]
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join('&');
  const open = [...tss.exports.values()].filter((it) => ['PENDING', 'WORKING'].includes(stateOf(world, it)));
  if (open.some((it) => it.filters === filters))
    throw new Refusal(409, 'E_EXPORT_DUPLICATE_RATE_LIMITED', 'the same export is open');
  if (open.length >= MOST_OPEN) throw new Refusal(409, 'E_TOO_MANY_EXPORTS', 'too many exports');
  const logs = matching(call, tss);
  const most = Math.min(
    wholeNumber(call, 'maximum_number_records', [1, 1_000_000]) ?? 1_000_000,
    world.options.maxRecords,
  );
  const exception = logs.length > most ? 'E_TOO_MANY_RECORDS' : logs.length === 0 ? 'E_NO_DATA_AVAILABLE' : null;
  const job: ExportJob = {
    id,
    filters,
    requestedAt: world.seconds(),
    logs: isNamed(call, 'missing_log') ? logs.toSpliced(Math.floor(logs.length / 2), 1) : logs,
    outcome: null,
    exception: isNamed(call, 'export_error') ? 'E_UNEXPECTED' : exception,
    isStuck: isNamed(call, 'stuck_export'),
    file: null,
    metadata: {},
    polls: [],
  };
  tss.exports.set(id, job);
  return json(200, view(world, tss, job));
}

function matching(call: SignedInCall, tss: Tss): LogEntry[] {
  const client = call.url.searchParams.get('client_id');
  // Alone: the other filters are ignored then.
  if (client !== null) return tss.logs.filter((log) => log.clientId === client);
  const number = (name: string): number | undefined => wholeNumber(call, name, ANY);
  const within = (value: number | null, from: number | undefined, to: number | undefined): boolean =>
    (from === undefined && to === undefined) || (value !== null && value >= (from ?? 0) && value <= (to ?? Infinity));
  const one = number('transaction_number');
  return tss.logs.filter(
    (log) =>
      within(log.counter, number('start_signature_counter'), number('end_signature_counter')) &&
      within(log.seconds, number('start_date'), number('end_date')) &&
      within(log.transaction, one ?? number('start_transaction_number'), one ?? number('end_transaction_number')),
  );
}

function stateOf(world: World, job: ExportJob): string {
  if (job.outcome) return job.outcome;
  const age = world.seconds() - job.requestedAt;
  if (age < 1 || job.isStuck) return 'PENDING';
  if (age < world.options.exportSeconds) return 'WORKING';
  return job.exception === null ? 'COMPLETED' : 'ERROR';
}

function view(world: World, tss: Tss, job: ExportJob): object {
  const state = stateOf(world, job);
  const end = job.requestedAt + world.options.exportSeconds;
  return {
    state,
    ...(state === 'ERROR' ? { exception: job.exception, time_error: end } : {}),
    time_request: job.requestedAt,
    ...(state === 'PENDING' ? {} : { time_start: job.requestedAt + 1 }),
    ...(state === 'COMPLETED' ? { time_end: end, time_expiration: end + KEPT_SECONDS } : {}),
    estimated_time_of_completion: end,
    metadata: job.metadata,
    tss_id: tss.id,
    _id: job.id,
    _type: 'EXPORT',
    _env: tss.env,
    _version: '2.2.2',
  };
}

function jobOf(call: SignedInCall, tss: Tss): ExportJob {
  const job = tss.exports.get(uuidOf(call.params['export'] ?? ''));
  if (!job) throw new Refusal(404, 'E_EXPORT_NOT_FOUND', 'export not found');
  return job;
}

/** Twelve questions a minute for status and file of one export together. */
function countPoll(call: SignedInCall, job: ExportJob): void {
  const now = call.world.seconds();
  job.polls.push(now);
  const recent = job.polls.filter((at) => at > now - 60);
  if (recent.length > PER_MINUTE)
    throw new Refusal(429, 'E_TOO_MANY_REQUESTS', 'too many questions', { 'retry-after': '30' });
}

export function getExport(call: SignedInCall): Response {
  const tss = tssOf(call);
  const job = jobOf(call, tss);
  countPoll(call, job);
  return json(200, view(call.world, tss, job));
}

export function cancelExport(call: SignedInCall): Response {
  const tss = tssOf(call);
  const job = jobOf(call, tss);
  if (!['PENDING', 'WORKING'].includes(stateOf(call.world, job)))
    throw new Refusal(400, 'E_CANCEL_EXPORT', 'export has ended');
  job.outcome = 'CANCELLED';
  return json(200, view(call.world, tss, job));
}

export async function exportFile(call: SignedInCall): Promise<Response> {
  const tss = tssOf(call);
  const job = jobOf(call, tss);
  countPoll(call, job);
  const { world } = call;
  if (stateOf(world, job) !== 'COMPLETED')
    throw new Refusal(404, 'E_EXPORT_NOT_COMPLETED', 'export is not completed', { 'retry-after': '60' });
  if (world.seconds() > job.requestedAt + world.options.exportSeconds + KEPT_SECONDS)
    throw new Refusal(404, 'E_EXPORT_NOT_FOUND', 'export has expired');
  job.file ??= await tarOf(tss, job.logs, isNamed(call, 'tar_traversal'));
  return isNamed(call, 'no_ranges') ? binary(job.file, 'application/x-tar') : partOf(call.request, job);
}

/** One range, as RFC 9110 has it; a file that changed meanwhile is sent whole. */
export function partOf(request: Request, { id, file }: Pick<ExportJob, 'id' | 'file'>): Response {
  const bytes = file ?? Buffer.alloc(0);
  const headers = { 'content-type': 'application/x-tar', 'accept-ranges': 'bytes', etag: `"${id}"` };
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '');
  const mark = request.headers.get('if-range');
  if (asked === null || (mark !== null && mark !== headers.etag))
    return new Response(new Uint8Array(bytes), { headers });
  const from = Number(asked[1]);
  const to = Math.min(asked[2] === '' ? Infinity : Number(asked[2]), bytes.length - 1);
  if (from > to) throw new Refusal(416, null, 'no such range', { 'content-range': `bytes */${String(bytes.length)}` });
  const range = `bytes ${String(from)}-${String(to)}/${String(bytes.length)}`;
  return new Response(new Uint8Array(bytes.subarray(from, to + 1)), {
    status: 206,
    headers: { ...headers, 'content-range': range },
  });
}

async function tarOf(tss: Tss, logs: readonly LogEntry[], climbs: boolean): Promise<Buffer> {
  const tar = pack();
  const mtime = new Date(tss.createdAt * 1000);
  const info = '"description","manufacturer","version"\r\n"simulated TSE","fiskaly simulator","1"\r\n';
  tar.entry({ name: 'info.csv', mtime }, info);
  const { certificate, serial } = tss.signer ?? { certificate: Buffer.alloc(0), serial: '' };
  tar.entry({ name: `${serial}_X509.cer`, mtime }, certificate);
  // Names above 99 characters come with PAX headers.
  for (const { name, file, seconds } of logs) tar.entry({ name, mtime: new Date(seconds * 1000) }, file);
  if (climbs) tar.entry({ name: '../../autostart.log', mtime }, 'x');
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface Owned {
  readonly tss: Tss;
  readonly job: ExportJob;
}

export function listExports(call: SignedInCall): Response {
  const { world, key } = call;
  const own = [...world.tss.values()].filter((it) => it.organization === key.organization && it.env === key.env);
  const chosen = call.params['tss'] === undefined ? own : [tssOf(call)];
  const all = chosen.flatMap((tss) => [...tss.exports.values()].map((job) => ({ tss, job })));
  const atEnd = ({ job }: Owned): number => job.requestedAt + world.options.exportSeconds;
  return list(call, all, {
    type: 'EXPORT_LIST',
    orders: {
      time_request: ({ job }) => job.requestedAt,
      time_start: ({ job }) => job.requestedAt + 1,
      time_end: atEnd,
      time_expiration: atEnd,
      time_error: atEnd,
      state: ({ job }) => stateOf(world, job),
    },
    filter: 'states[]',
    states: STATES,
    stateOf: ({ job }) => stateOf(world, job),
    shown: ({ tss, job }) => view(world, tss, job),
  });
}
