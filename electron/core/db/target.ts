// CONFIG_DB_TYPE and CONFIG_DB_URL: which database holds the configuration. Names and forms of the original guide.
import { isAbsolute, join } from 'node:path';
import { Failure } from '../../../shared/errors';

export type ConfigTarget = { readonly type: 'sqlite'; readonly path: string };

type Engine = 'sqlite' | 'postgresql' | 'mysql';
const SCHEMES: Readonly<Record<string, Engine>> = {
  'sqlite:': 'sqlite',
  'postgresql:': 'postgresql',
  'postgres:': 'postgresql',
  'mysql:': 'mysql',
};

/**
 * `sqlite:///config.db` lies in the data folder, `sqlite:////var/lib/kontor/config.db` is absolute.
 * Throws a Failure: config.type_unknown, config.url_unknown, config.type_url_disagree (params: type, url), config.engine_not_yet.
 */
export function configTarget(env: Readonly<Record<string, string | undefined>>, dataFolder: string): ConfigTarget {
  const type = env['CONFIG_DB_TYPE']?.trim() || undefined;
  const url = env['CONFIG_DB_URL']?.trim() || undefined;
  if (type !== undefined && !['sqlite', 'postgresql', 'mysql'].includes(type)) {
    throw new Failure({ kind: 'user_input', key: 'config.type_unknown', params: { type } });
  }
  if (url === undefined) {
    if (type === undefined || type === 'sqlite') return { type: 'sqlite', path: join(dataFolder, 'config.db') };
    throw new Failure({ kind: 'user_input', key: 'config.url_missing', params: { type } });
  }
  const engine = SCHEMES[/^[a-z]+:/i.exec(url)?.[0].toLowerCase() ?? ''];
  const shown = redactUrl(url);
  if (engine === undefined)
    throw new Failure({ kind: 'user_input', key: 'config.url_unknown', params: { url: shown } });
  if (type !== undefined && type !== engine) {
    throw new Failure({ kind: 'user_input', key: 'config.type_url_disagree', params: { type, url: shown } });
  }
  if (engine !== 'sqlite') throw new Failure({ kind: 'user_input', key: 'config.engine_not_yet', params: { engine } });
  return { type: 'sqlite', path: sqlitePath(url, dataFolder) };
}

function sqlitePath(url: string, dataFolder: string): string {
  const match = /^sqlite:\/\/\/(.+)$/i.exec(url);
  const path = match?.[1];
  if (path === undefined) throw new Failure({ kind: 'user_input', key: 'config.url_unknown', params: { url } });
  if (isAbsolute(path)) return path;
  const joined = join(dataFolder, path);
  if (!joined.startsWith(dataFolder)) {
    throw new Failure({ kind: 'user_input', key: 'config.url_unknown', params: { url } });
  }
  return joined;
}

/** The URL without its password, in every form that could be shown or logged. */
export function redactUrl(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/[^/@:]*):[^@]*@/i, '$1:***@').replace(/([?&]password=)[^&]*/gi, '$1***');
}
