// Files of an invoice: the page that the account draws of any, and the ZIP of what was attached to one.
import { ZipFile } from 'yazl';
import { pdfOf } from '../../sdk/simulatorKit';

/** What the content is called says nothing: some proxies give every file the same name. */
const asFile = (bytes: Buffer): Response =>
  new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/octet-stream' } });

export const page = (number: string): Response => asFile(pdfOf(number));

export async function attachmentsZip(names: readonly string[], number: string): Promise<Response> {
  if (names.length === 0)
    return new Response('{"status":"404","error":"Not Found"}', {
      status: 404,
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
  const zip = new ZipFile();
  for (const name of names) zip.addBuffer(pdfOf(`${name} ${number}`), name, { mtime: new Date(0) });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return asFile(Buffer.concat(pieces));
}
