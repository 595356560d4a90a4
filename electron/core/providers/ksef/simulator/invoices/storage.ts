// Presigned links to parts of packages, in both directions, and to receipts: no Bearer token, an end of life, a signature.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { NamedFault } from '../faults';
import { binary, empty, Refusal } from '../http/answers';
import { fromMs, isoSeconds, type Micros } from '../instants';
import { receipt } from '../sending/statusRoutes';
import type { World } from '../world';

const failure = (status: number, code: string, message: string): Response =>
  new Response(
    `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    {
      status,
      headers: { 'content-type': 'application/xml' },
    },
  );

export const partName = (reference: string, ordinal: number, compression: 'Zip' | 'TarGz'): string =>
  `${reference}-${String(ordinal).padStart(3, '0')}.${compression === 'Zip' ? 'zip' : 'tar.gz'}.aes`;

const UPLOAD = /^\/storage\/00\/([\da-z-]{36})\/batch-parts\/(\d+)$/;
const RECEIPT = /^\/storage\/02\/([\da-z-]{36})\/upo\/([\dA-Z-]{36})\.xml$/;
const PATH = /^\/storage\/01\/[\da-z-]{36}\/invoice-part\/(([\dA-Z-]{36})-(\d{3})\.(?:zip|tar\.gz)\.aes)$/;

export class Storage {
  private readonly secret = randomBytes(32);
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  private sign(path: string, query: string): string {
    return createHmac('sha256', this.secret).update(`${path}?${query}`).digest('base64');
  }

  link(reference: string, name: string, until: Micros): string {
    return this.signed(`/storage/01/${reference.toLowerCase()}/invoice-part/${name}`, 'r', until);
  }

  uploadLink(reference: string, ordinal: number, until: Micros): string {
    return this.signed(`/storage/00/${reference.toLowerCase()}/batch-parts/${String(ordinal)}`, 'w', until);
  }

  receiptLink(session: string, which: string, until: Micros): string {
    return this.signed(`/storage/02/${session.toLowerCase()}/upo/${which}.xml`, 'r', until);
  }

  private signed(path: string, permission: 'r' | 'w', until: Micros): string {
    const query = new URLSearchParams({
      skoid: randomBytes(8).toString('hex'),
      sv: '2025-01-05',
      se: isoSeconds(until),
      sr: 'b',
      sp: permission,
    });
    const signature = this.sign(path, query.toString());
    return `${this.world.options.baseUrl}${path}?${query.toString()}&sig=${encodeURIComponent(signature)}`;
  }

  async serve(request: Request, path: string, fault: NamedFault | null): Promise<Response> {
    const upload = UPLOAD.exec(path);
    if (request.method !== (upload ? 'PUT' : 'GET'))
      return failure(405, 'UnsupportedHttpVerb', 'The resource does not support this verb.');
    if (request.headers.has('authorization'))
      return failure(
        400,
        'InvalidAuthenticationInfo',
        'Authentication information is not given in the correct format.',
      );
    const denied = failure(403, 'AuthenticationFailed', 'Server failed to authenticate the request.');
    const { search, searchParams } = new URL(request.url);
    const [signed = ''] = search.slice(1).split('&sig=');
    const end = Date.parse(searchParams.get('se') ?? '');
    if (this.sign(path, signed) !== searchParams.get('sig') || !(this.world.now() < end)) return denied;
    if (upload) return this.takePart(request, upload[1] ?? '', Number(upload[2]));
    const upo = RECEIPT.exec(path);
    if (upo) return this.receiptOf(upo[1] ?? '', upo[2] ?? '');
    const [, , reference = '', ordinal = ''] = PATH.exec(path) ?? [];
    const job = this.world.exports.byReference(reference);
    const part = (await job?.package)?.parts[Number(ordinal) - 1];
    if (!job || !part || this.world.exports.expiresAt(job) <= fromMs(this.world.now()))
      return failure(404, 'BlobNotFound', 'The specified blob does not exist.');
    const headers = { 'content-type': 'application/octet-stream', 'x-ms-meta-hash': part.encryptedHash };
    return binary(spoil(part.encrypted, fault), headers);
  }

  private async takePart(request: Request, reference: string, ordinal: number): Promise<Response> {
    if (request.headers.get('x-ms-blob-type') !== 'BlockBlob')
      return failure(400, 'MissingRequiredHeader', 'x-ms-blob-type');
    const part = this.world.sending
      .byReference(reference.toUpperCase())
      ?.parts.find(({ ordinalNumber }) => ordinalNumber === ordinal);
    if (!part) return failure(404, 'ContainerNotFound', 'The specified container does not exist.');
    part.uploaded = Buffer.from(await request.arrayBuffer());
    return empty(201, { etag: `"0x${createHash('md5').update(part.uploaded).digest('hex').slice(0, 15)}"` });
  }

  private receiptOf(session: string, which: string): Response {
    const found = this.world.sending.byReference(session.toUpperCase());
    if (!found) return failure(404, 'BlobNotFound', 'The specified blob does not exist.');
    try {
      const bytes = receipt(this.world, found, which);
      const hash = createHash('sha256').update(bytes).digest('base64');
      return binary(bytes, { 'content-type': 'application/xml', 'x-ms-meta-hash': hash });
    } catch (error) {
      if (error instanceof Refusal) return failure(404, 'BlobNotFound', 'The specified blob does not exist.');
      throw error;
    }
  }
}

function spoil(bytes: Buffer, fault: NamedFault | null): Buffer {
  if (fault === 'short_part') return bytes.subarray(0, Math.max(0, bytes.length - 16));
  if (fault !== 'damaged_part') return bytes;
  const copy = Buffer.from(bytes);
  const middle = copy.length >> 1;
  copy.writeUInt8(copy.readUInt8(middle) ^ 0x01, middle);
  return copy;
}
