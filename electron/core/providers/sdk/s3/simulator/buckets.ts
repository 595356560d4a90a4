// The bucket itself: is it there, what lies in it, which uploads are under way.
import { document, empty, refuse, tag, time } from './answers';
import { lacks, type Call } from './world';

export function handleBucket(call: Call): Response {
  const { method, query, world } = call;
  if (method === 'HEAD') return empty(200, { 'x-amz-bucket-region': world.options.region });
  if (method === 'PUT')
    return refuse(409, 'BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded.');
  if (method !== 'GET') return refuse(405, 'MethodNotAllowed');
  if (query.has('location')) return document('LocationConstraint', world.options.region);
  if (query.has('versioning'))
    return document('VersioningConfiguration', world.options.isVersioned ? tag('Status', 'Enabled') : '');
  if (query.has('uploads')) return listUploads(call);
  if (lacks(call, 's3:ListBucket')) return refuse(403, 'AccessDenied', 'Access Denied');
  return listObjects(call);
}

function listUploads(call: Call): Response {
  const { world, query } = call;
  if (lacks(call, 's3:ListBucketMultipartUploads')) return refuse(403, 'AccessDenied', 'Access Denied');
  const prefix = query.get('prefix') ?? '';
  const entries = [...world.uploads.values()]
    .filter(({ key }) => key.startsWith(prefix))
    .map(
      ({ key, id, startedAtMs }) =>
        `<Upload>${tag('Key', key)}${tag('UploadId', id)}${tag('Initiated', time(startedAtMs))}</Upload>`,
    );
  return document(
    'ListMultipartUploadsResult',
    `${tag('Bucket', world.options.bucket)}${tag('Prefix', prefix)}${tag('MaxUploads', 1000)}${tag('IsTruncated', false)}${entries.join('')}`,
  );
}

interface Shown {
  readonly at: string;
  readonly xml: string;
}

/** Versions 1 and 2 of the listing: they differ in how a page is followed by the next. */
function listObjects(call: Call): Response {
  const { world, query } = call;
  const isSecond = query.get('list-type') === '2';
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const told = isSecond ? (query.get('continuation-token') ?? query.get('start-after')) : query.get('marker');
  const from = told ?? '';
  const most = Math.min(world.options.pageSize, Number(query.get('max-keys') ?? '1000'));
  if (Number.isNaN(most))
    return refuse(400, 'InvalidArgument', 'Provided max-keys not an integer or within integer range');
  const encode = (key: string) =>
    query.get('encoding-type') === 'url' ? encodeURIComponent(key).replaceAll('%2F', '/') : key;
  const all: Shown[] = [];
  const folders = new Set<string>();
  for (const [key, object] of [...world.objects].toSorted(([a], [b]) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  )) {
    if (!key.startsWith(prefix)) continue;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (cut < 0) {
      const inner = `${tag('Key', encode(key))}${tag('LastModified', time(object.atMs))}${tag('ETag', `"${object.etag}"`)}${tag('Size', object.bytes.length)}${tag('StorageClass', 'STANDARD')}`;
      all.push({ at: key, xml: `<Contents>${inner}</Contents>` });
      continue;
    }
    const folder = key.slice(0, cut + delimiter.length);
    if (folders.has(folder)) continue;
    folders.add(folder);
    all.push({ at: folder, xml: `<CommonPrefixes>${tag('Prefix', encode(folder))}</CommonPrefixes>` });
  }
  const rest = all.filter(({ at }) => from === '' || Buffer.compare(Buffer.from(at), Buffer.from(from)) > 0);
  const shown = rest.slice(0, most);
  const isCut = rest.length > shown.length;
  const last = shown.at(-1)?.at ?? '';
  const paging = isSecond
    ? `${tag('KeyCount', shown.length)}${isCut ? tag('NextContinuationToken', last) : ''}`
    : `${tag('Marker', from)}${isCut ? tag('NextMarker', last) : ''}`;
  const encoding = query.get('encoding-type') === 'url' ? tag('EncodingType', 'url') : '';
  return document(
    'ListBucketResult',
    `${tag('Name', world.options.bucket)}${tag('Prefix', encode(prefix))}${tag('Delimiter', delimiter)}${tag('MaxKeys', most)}${encoding}${tag('IsTruncated', isCut)}${paging}${shown.map(({ xml }) => xml).join('')}`,
  );
}
