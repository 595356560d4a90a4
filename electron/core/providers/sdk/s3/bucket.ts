// One bucket as a connection knows it: where it is, how it is addressed, with which keys and which time it is asked.
import { X509Certificate } from 'node:crypto';
import type { FieldValues } from '../../../../../shared/forms/fields';
import type { Clock } from '../../../ports';
import type { ProviderContext } from '../context';
import { badInput } from '../errors';
import type { ProviderHttp } from '../http';
import { escapePath, escapeSegment } from '../paths';
import { Signer } from './sign';

export interface Bucket {
  readonly http: ProviderHttp;
  readonly clock: Clock;
  readonly name: string;
  /** Of a server that is not Amazon's; without a slash at the end. */
  readonly endpoint: string | null;
  /** The bucket is the first segment of the path, else the first label of the host. */
  readonly isPath: boolean;
  readonly signer: Signer;
  readonly trustedCa?: string;
  readonly userAgent: string;
  /** What answers have taught so far. */
  readonly learnt: Learnt;
}

interface Learnt {
  region: string;
  /** The server's clock minus ours, where it matters. */
  skewMs: number;
}

/** Where a server that a firm runs itself is unless it says otherwise, and where Amazon's oldest buckets are. */
const USUAL_REGION = 'us-east-1';
const REGION = /^[a-z0-9-]{1,40}$/;

/** One `http` is one job: what it learnt about region and time counts for all its calls. */
const buckets = new WeakMap<ProviderHttp, Bucket>();

export function bucketOf(ctx: ProviderContext): Bucket {
  const known = buckets.get(ctx.http);
  if (known) return known;
  const made = make(ctx);
  buckets.set(ctx.http, made);
  return made;
}

function make(ctx: ProviderContext): Bucket {
  const { settings } = ctx.connection;
  const text = (field: string): string => String(settings[field] ?? '').trim();
  const [name, accessKeyId] = [text('bucket'), text('access_key_id')];
  if (!/^[a-zA-Z0-9][a-zA-Z0-9._-]{1,254}$/.test(name))
    throw badInput('bucket_name', { params: { bucket: name }, fieldErrors: { bucket: 'bucket_name.what' } });
  const secretAccessKey = ctx.connection.credential('secret_access_key')?.trim() ?? '';
  if (secretAccessKey === '')
    throw badInput('secret_missing', { fieldErrors: { secret_access_key: 'secret_missing.what' } });
  const sessionToken = ctx.connection.credential('session_token')?.trim() ?? '';
  const endpoint = text('endpoint_url').replace(/\/+$/, '');
  const trustedCa =
    text('certificate') === 'own' ? certificateOf(ctx.connection.credential('ca_certificate') ?? '') : null;
  return {
    http: ctx.http,
    clock: ctx.clock,
    name,
    endpoint: endpoint === '' ? null : endpoint,
    isPath: isPathStyle(text('addressing'), name, endpoint),
    signer: new Signer({ accessKeyId, secretAccessKey, ...(sessionToken === '' ? {} : { sessionToken }) }),
    ...(trustedCa === null ? {} : { trustedCa }),
    userAgent: ctx.userAgent,
    learnt: { region: regionOf(settings), skewMs: 0 },
  };
}

/** A dot in the name makes a host that no wildcard certificate covers. */
function isPathStyle(addressing: string, name: string, endpoint: string): boolean {
  if (addressing === 'path' || addressing === 'host') return addressing === 'path';
  return endpoint !== '' || name.includes('.') || name !== name.toLowerCase();
}

function regionOf(settings: FieldValues): string {
  const found = settings['found_region'];
  if (typeof found === 'string' && REGION.test(found) && settings['found_for'] === placeOfSettings(settings))
    return found;
  const told = String(settings['region'] ?? '')
    .trim()
    .toLowerCase();
  if (told === '') return USUAL_REGION;
  if (!REGION.test(told)) throw badInput('wrong_region', { fieldErrors: { region: 'wrong_region.what' } });
  return told;
}

/** For which bucket the region was found: after a change of it or of the region's field it is found out anew. */
function placeOfSettings(settings: FieldValues): string {
  return ['bucket', 'endpoint_url', 'region'].map((field) => String(settings[field] ?? '').trim()).join(' ');
}

/** What verify found out, kept with the connection. */
export function foundSettings(bucket: Bucket, settings: FieldValues): FieldValues {
  return { found_region: bucket.learnt.region, found_for: placeOfSettings(settings) };
}

export function learnRegion(bucket: Bucket, region: string): boolean {
  if (!REGION.test(region) || region === bucket.learnt.region) return false;
  bucket.learnt.region = region;
  return true;
}

/** PEM of what the form's file holds: PEM itself, or DER. */
function certificateOf(base64: string): string | null {
  if (base64 === '') return null;
  const bytes = Buffer.from(base64, 'base64');
  try {
    const text = bytes.toString('latin1');
    if (!text.includes('-----BEGIN CERTIFICATE-----')) return new X509Certificate(bytes).toString();
    new X509Certificate(bytes);
    return text;
  } catch (cause) {
    throw badInput('certificate_unreadable', {
      fieldErrors: { ca_certificate: 'certificate_unreadable.what' },
      cause,
    });
  }
}

/** Amazon's host for a region; China has a name of its own. */
function endpointOf({ endpoint, learnt }: Bucket): URL {
  if (endpoint !== null) return new URL(endpoint);
  const tail = learnt.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return new URL(`https://s3.${learnt.region}.${tail}`);
}

export type Query = Readonly<Record<string, string>>;

/** Address of the bucket itself, or of a key in it. Escaped and sorted as the signature wants it. */
export function addressOf(bucket: Bucket, key: string | null, query: Query = {}): string {
  const base = endpointOf(bucket);
  const inner = base.pathname.replace(/\/+$/, '');
  const host = bucket.isPath ? base.host : `${bucket.name}.${base.host}`;
  const place = bucket.isPath ? escapePath([bucket.name]) : '';
  const path = key === null ? '' : escapePath(key.split('/'));
  const pairs = Object.entries(query)
    .map(([name, value]) => `${escapeSegment(name)}=${escapeSegment(value)}`)
    .toSorted((a, b) => (a < b ? -1 : 1));
  return `${base.protocol}//${host}${inner}${place}${path || (bucket.isPath ? '' : '/')}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** `s3.eu-central-1.amazonaws.com`, `minio.local:9000` */
export function hostOf(bucket: Bucket): string {
  return endpointOf(bucket).host;
}

/** Bucket names are unique in all of Amazon's S3, elsewhere at their server. */
export function identityOf(bucket: Bucket): string {
  return `${bucket.name}@${bucket.endpoint === null ? 's3.amazonaws.com' : hostOf(bucket)}`;
}

/** Not encrypted on its way, and on the way through a network. */
export function isPlain(bucket: Bucket): boolean {
  const { protocol, hostname } = endpointOf(bucket);
  return protocol === 'http:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
