// Presigned links to package parts: no Bearer token, an end of life, a signature.
import { createHmac, randomBytes } from 'node:crypto';
import type { NamedFault } from '../faults';
import { binary } from '../http/answers';
import { fromMs, isoSeconds, type Micros } from '../instants';
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
    const path = `/storage/01/${reference.toLowerCase()}/invoice-part/${name}`;
    const query = new URLSearchParams({
      skoid: randomBytes(8).toString('hex'),
      sv: '2025-01-05',
      se: isoSeconds(until),
      sr: 'b',
      sp: 'r',
    });
    const signature = this.sign(path, query.toString());
    return `${this.world.options.baseUrl}${path}?${query.toString()}&sig=${encodeURIComponent(signature)}`;
  }

  async serve(request: Request, path: string, fault: NamedFault | null): Promise<Response> {
    if (request.method !== 'GET')
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
    const [, , reference = '', ordinal = ''] = PATH.exec(path) ?? [];
    const job = this.world.exports.byReference(reference);
    const part = (await job?.package)?.parts[Number(ordinal) - 1];
    if (!job || !part || this.world.exports.expiresAt(job) <= fromMs(this.world.now()))
      return failure(404, 'BlobNotFound', 'The specified blob does not exist.');
    const headers = { 'content-type': 'application/octet-stream', 'x-ms-meta-hash': part.encryptedHash };
    return binary(spoil(part.encrypted, fault), headers);
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
