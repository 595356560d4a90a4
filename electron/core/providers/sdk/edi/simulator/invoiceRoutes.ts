// /edi/purchase-invoices and /edi/sales-invoices: what a client's token is for.
import { pdfOf } from '../../simulatorKit';
import { json, nothing, words } from './answers';
import type { ClientCall } from './dispatch';
import { INVOICE_TYPE, JSON_TYPE, named, PDF_TYPE, written } from './mediaTypes';
import { readInvoice } from './readInvoice';

/** Oldest first, no more than fit one list, the same again until something is taken out. URIs come whole and as paths. */
export function listRoute({ accepts, client, options, root }: ClientCall): Response {
  const refused = accepts([JSON_TYPE]);
  if (refused instanceof Response) return refused;
  const uris = client.box.slice(0, options.pageSize ?? 10).map(({ id }, at) => {
    const path = `${root}/purchase-invoices/${id}`;
    return at % 2 === 0 ? options.baseUrl + path : path;
  });
  return json(200, uris);
}

export function purchaseRoute({ request, accepts, client, fault }: ClientCall, id: string): Response {
  const at = client.box.findIndex((waiting) => waiting.id === id);
  const found = client.box[at];
  if (!found) return words(404, 'No such invoice.');
  if (request.method === 'DELETE') {
    if (fault !== 'never_empty') client.box.splice(at, 1);
    return nothing(204);
  }
  const type = accepts([INVOICE_TYPE]);
  if (type instanceof Response) return type;
  if (fault === 'pdf_for_xml')
    return new Response(pdfOf(id).toString('latin1'), { headers: { 'content-type': 'application/pdf' } });
  return new Response(new Uint8Array(found.bytes), { headers: { 'content-type': written(type) } });
}

export async function sellRoute({ request, world, options, code, root }: ClientCall): Promise<Response> {
  if (named(request.headers.get('content-type'), [INVOICE_TYPE], options.tolerant === true) === null)
    return words(415, 'Content-Type is not application/vnd.ki.einvoice+xml; version=1.11.');
  const bytes = Buffer.from(await request.arrayBuffer());
  if (bytes.length > (options.maxBodyBytes ?? 20_000_000)) return words(413, 'The invoice is too large.');
  const read = readInvoice(bytes);
  if (typeof read === 'string') return words(400, read);
  if (read.seller !== code) return words(400, 'sellerRegnumber is not the registry code of the client.');
  if (!world.clients.has(read.buyer)) return words(400, 'The buyer has no post box.');
  const isThere = [...world.sold.values()].some((sold) => sold.owner === code && sold.bytes.equals(bytes));
  if (isThere && options.duplicates === 'refuse') return words(409, 'The invoice has been handed in before.');
  const id = world.sell(code, bytes);
  world.deliver(read.buyer, bytes);
  return nothing(201, { location: `${options.baseUrl}${root}/sales-invoices/${id}` });
}

export function soldRoute({ world, accepts, code }: ClientCall, id: string): Response {
  const sold = world.sold.get(id);
  if (sold?.owner !== code) return words(404, 'No such invoice.');
  const type = accepts([INVOICE_TYPE, PDF_TYPE]);
  if (type instanceof Response) return type;
  const content = type === PDF_TYPE ? pdfOf(id) : sold.bytes;
  return new Response(new Uint8Array(content), { headers: { 'content-type': written(type) } });
}
