// One server as a connection knows it: where its files lie, how it is asked, what it can do.
import type { FieldValues } from '../../../../shared/forms/fields';
import type { ProviderContext } from '../sdk/context';
import { badInput } from '../sdk/errors';
import type { ProviderHttp } from '../sdk/http';
import { escapeSegment } from '../sdk/paths';
import { cloudBase, plainBase } from './address';

/** `webdav` is every server that answers WebDAV and is no Nextcloud; `owncloud` has user folders but other upload rules. */
export type ServerKind = 'nextcloud' | 'owncloud' | 'webdav';

export interface Server {
  readonly http: ProviderHttp;
  readonly kind: ServerKind;
  /** Of the service itself, without a slash at the end. */
  readonly base: string;
  /** Of the user's files. */
  readonly files: string;
  /** Of the upload area; only Nextcloud has one. */
  readonly uploads: string;
  readonly user: string;
  readonly userAgent: string;
  readonly authorization: string;
}

export interface Access {
  readonly http: ProviderHttp;
  readonly address: string;
  readonly username: string;
  readonly userAgent: string;
  readonly authorization: string;
}

export function accessOf(ctx: ProviderContext): Access {
  const { settings } = ctx.connection;
  const username = String(settings['username'] ?? '');
  if (username === '') throw badInput('username_missing', { fieldErrors: { username: 'username_missing.what' } });
  const password = ctx.connection.credential('password') ?? '';
  if (password === '') throw badInput('password_missing', { fieldErrors: { password: 'password_missing.what' } });
  return {
    http: ctx.http,
    address: plainBase(String(settings['base_url'] ?? '')),
    username,
    userAgent: ctx.userAgent,
    authorization: `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`,
  };
}

export function serverOf(access: Access, kind: ServerKind, user: string): Server {
  const base = kind === 'webdav' ? access.address : cloudBase(access.address);
  const { http, userAgent, authorization } = access;
  const files = kind === 'webdav' ? base : `${base}/remote.php/dav/files/${escapeSegment(user)}`;
  return {
    http,
    kind,
    base,
    files,
    uploads: `${base}/remote.php/dav/uploads/${escapeSegment(user)}`,
    user,
    userAgent,
    authorization,
  };
}

/** What verify found out, kept with the connection. `dav_of` tells for which login: after a change it is found out anew. */
export function rememberedServer(access: Access, settings: FieldValues): Server | null {
  const user = settings['dav_user'];
  const kind = settings['dav_kind'];
  if (typeof user !== 'string' || user === '' || settings['dav_of'] !== loginOf(access)) return null;
  if (kind !== 'nextcloud' && kind !== 'owncloud' && kind !== 'webdav') return null;
  return serverOf(access, kind, user);
}

export function settingsOf(access: Access, server: Server): FieldValues {
  return { dav_user: server.user, dav_kind: server.kind, dav_of: loginOf(access) };
}

function loginOf(access: Access): string {
  return `${access.username}@${access.address}`;
}
