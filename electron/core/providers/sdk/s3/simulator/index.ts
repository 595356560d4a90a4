// The S3 simulator: a fetch handler, in memory, strict about what it is asked. One account with one bucket.
import { takeFault, type Fault, type FaultScript, type SeenRequest, type Simulator } from '../../simulatorKit';
import { dispatch } from './dispatch';
import { keepPart } from './multipart';
import { md5Of } from './objects';
import { complete, type S3Options } from './options';
import { World, type Call } from './world';

/** For tests only: looks behind the service and changes it. */
export interface S3Control {
  /** Every object by its path. */
  files(): ReadonlyMap<string, Buffer>;
  /** An object that somebody else put there. */
  put(path: string, bytes: Buffer): void;
  /** Puts other bytes in the place of a part, in the latest upload. */
  replacePart(number: number, bytes: Buffer): void;
  /** Keys of the uploads that are open. */
  uploads(): readonly string[];
  /** Versions that lie behind the current ones. */
  older(): number;
  readonly receivedBytes: () => number;
}

export interface S3Simulator extends Simulator {
  readonly control: S3Control;
}

export function createS3Simulator(options: S3Options): S3Simulator {
  const world = new World(complete(options));
  const script: Fault[] = [];
  const seen: SeenRequest[] = [];

  async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const fault = takeFault(script, request.method, `${url.pathname}${url.search}`);
    const body = Buffer.from(await request.arrayBuffer());
    world.receivedBytes += body.length;
    const { bucket, key } = placeOf(url, world);
    const call: Call = { world, request, method: request.method, key, query: url.searchParams, body, fault };
    const answered = dispatch(call, bucket);
    const isBroken = answered.headers.get('x-simulator-break') !== null;
    seen.push({ method: request.method, url: request.url, status: isBroken ? 0 : answered.status });
    const headers = new Headers(answered.headers);
    headers.set('date', new Date(world.options.now()).toUTCString());
    headers.set('x-amz-request-id', '4442587FB7D0A2F9');
    headers.set('server', world.options.kind === 'minio' ? 'MinIO' : 'AmazonS3');
    return new Response(answered.body, { status: answered.status, headers });
  }

  return {
    handle,
    script: (faults: FaultScript) => {
      script.splice(0, script.length, ...faults);
    },
    seen,
    control: controlOf(world),
  };
}

/** Path style, or the bucket as the first label of the host. */
function placeOf(url: URL, world: World): { readonly bucket: string; readonly key: string | null } {
  const path = decodeURIComponent(url.pathname.slice(1));
  const isInHost = url.hostname.startsWith(`${world.options.bucket}.`);
  const [first = '', ...rest] = isInHost ? [world.options.bucket, path] : path.split('/');
  const key = rest.join('/');
  return { bucket: first, key: key === '' ? null : key };
}

function controlOf(world: World): S3Control {
  return {
    files: () => new Map([...world.objects].map(([key, { bytes }]) => [`/${key}`, bytes])),
    put: (path, bytes) => {
      const common = { atMs: world.options.now(), mediaType: 'application/octet-stream', metadata: {} };
      world.put(path.replace(/^\//, ''), { ...common, bytes, etag: md5Of(bytes), sums: new Map() });
    },
    replacePart: (number, bytes) => {
      const upload = [...world.uploads.values()].at(-1);
      if (upload) keepPart(upload, number, { bytes, atMs: world.options.now() });
    },
    uploads: () => [...world.uploads.values()].map(({ key }) => key),
    older: () => world.older.length,
    receivedBytes: () => world.receivedBytes,
  };
}

export { named, type NamedFault } from './faults';
export { KEYS, type S3Options } from './options';
