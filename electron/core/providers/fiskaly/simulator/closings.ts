// DSFinV-K: closings of tills and their exports, with words and limits of their own (it is another API).
import { z } from 'zod';
import { pack } from 'tar-stream';
import { invalid, json, Refusal } from './answers';
import { bodyOf, onlyQuery, uuidOf, wholeNumber } from './bodies';
import { partOf } from './exports';
import type { Closing, ClosingsExport, SignedInCall } from './world';
import { isNamed } from './world';

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const Body = z.union([
  z.strictObject({
    format: z.enum(['tar', 'zip']).default('tar'),
    business_date_start: day,
    business_date_end: day,
    client_id: z.string().optional(),
  }),
  z.strictObject({
    format: z.enum(['tar', 'zip']).default('tar'),
    start_date: z.number().int(),
    end_date: z.number().int(),
    client_id: z.string().optional(),
  }),
]);

function own({ world, key }: SignedInCall): readonly Closing[] {
  if (!world.options.hasClosings) throw new Refusal(403, 'E_ACCESS_DENIED', 'DSFinV-K is not enabled');
  return world.closings.filter((it) => it.organization === key.organization && it.env === key.env);
}

export function listClosings(call: SignedInCall): Response {
  onlyQuery(call, 'limit', 'offset', 'order', 'order_by', 'states', 'client_id');
  const limit = wholeNumber(call, 'limit', [1, 100]) ?? 100;
  const offset = wholeNumber(call, 'offset', [0, Number.MAX_SAFE_INTEGER]) ?? 0;
  const all = own(call);
  const data = all.slice(offset, offset + limit).map(({ id, businessDate, transactions }) => ({
    closing_id: id,
    state: 'COMPLETED',
    business_date: businessDate,
    // Numbers are numbers here, not texts.
    number_of_transactions: transactions,
    _type: 'CASH_POINT_CLOSING',
  }));
  return json(200, {
    data,
    count: all.length,
    _type: 'CASH_POINT_CLOSING_LIST',
    _env: call.key.env,
    _version: '1.27.4',
  });
}

export function orderClosings(call: SignedInCall): Response {
  const { world } = call;
  const id = uuidOf(call.params['export'] ?? '');
  const body = bodyOf(call, Body);
  if (!('business_date_start' in body)) throw invalid('body: the demo counts by business dates');
  const closings = own(call).filter(
    ({ businessDate }) => businessDate >= body.business_date_start && businessDate <= body.business_date_end,
  );
  if (world.closingsExports.has(id)) throw new Refusal(409, 'E_EXPORT_CONFLICT', 'id was used before');
  if (closings.length === 0) throw new Refusal(404, 'E_CASH_POINT_CLOSING_NOT_FOUND', 'no closing');
  if (body.format !== 'tar') throw invalid('body.format: only tar is simulated');
  const made: ClosingsExport = {
    id,
    requestedAt: world.seconds(),
    closings: isNamed(call, 'missing_table') ? [] : closings,
    isBroken: isNamed(call, 'closings_error'),
    file: null,
  };
  world.closingsExports.set(id, made);
  return json(200, view(call, made));
}

function stateOf({ world }: SignedInCall, { requestedAt, isBroken }: ClosingsExport): string {
  const age = world.seconds() - requestedAt;
  if (age < 1) return 'PENDING';
  if (age < world.options.exportSeconds) return 'WORKING';
  return isBroken ? 'ERROR' : 'COMPLETED';
}

function view(call: SignedInCall, made: ClosingsExport): object {
  return { state: stateOf(call, made), format: 'tar', time_request: made.requestedAt, _id: made.id, _type: 'EXPORT' };
}

function exportOf(call: SignedInCall): ClosingsExport {
  const made = call.world.closingsExports.get(uuidOf(call.params['export'] ?? ''));
  if (!made) throw new Refusal(404, 'E_EXPORT_NOT_FOUND', 'export not found');
  return made;
}

export const getClosingsExport = (call: SignedInCall): Response => json(200, view(call, exportOf(call)));

export async function downloadClosings(call: SignedInCall): Promise<Response> {
  const made = exportOf(call);
  if (stateOf(call, made) !== 'COMPLETED')
    throw new Refusal(404, 'E_EXPORT_NOT_COMPLETED', 'export is not completed', { 'retry-after': '60' });
  made.file ??= await tarOf(made.closings);
  return partOf(call.request, made);
}

/** A few of the tables, named by the index as the taxonomy wants it. */
async function tarOf(closings: readonly Closing[]): Promise<Buffer> {
  const rows = closings.map(
    ({ id, businessDate, transactions }) => `"${id}";"${businessDate}";${String(transactions)}`,
  );
  const tables = [
    ['cashpointclosing.csv', ['"Z_NR";"Z_BUCHUNGSTAG";"Z_ANZ"', ...rows]],
    ['transactions.csv', ['"BON_ID"', ...rows]],
    ['vat.csv', ['"UST_SCHLUESSEL"', '"1"', '"2"']],
  ] as const;
  const urls = tables.map(([name]) => `<Table><URL>${name}</URL></Table>`).join('');
  const tar = pack();
  tar.entry({ name: 'index.xml' }, `<?xml version="1.0" encoding="utf-8"?><DataSet><Media>${urls}</Media></DataSet>`);
  tar.entry({ name: 'gdpdu-01-09-2004.dtd' }, '<!ELEMENT DataSet ANY>');
  for (const [name, lines] of tables)
    if (closings.length > 0 || name !== 'transactions.csv') tar.entry({ name }, `${lines.join('\r\n')}\r\n`);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
