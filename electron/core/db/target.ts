// CONFIG_DB_TYPE and CONFIG_DB_URL: which database holds the configuration. Names and forms of the original guide.
import { isAbsolute, join } from 'node:path';
import { Failure } from '../../../shared/errors';
import { redactUrl, serverTarget, type ServerTarget } from './serverUrl';

export type ConfigTarget = { readonly type: 'sqlite'; readonly path: string } | ServerTarget;
export type Engine = ConfigTarget['type'];

const SCHEMES: Readonly<Record<string, Engine>> = {
  sqlite: 'sqlite',
  postgresql: 'postgresql',
  postgres: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mysql',
};

/**
 * `sqlite:///config.db` lies in the data folder, `sqlite:////var/lib/kontor/config.db` is absolute; `postgresql://user:password@host/name`
 * and `mysql://…` are servers. A driver's name, as Python's guides write it (`postgresql+psycopg2://`), is left out.
 * Throws a Failure: config.type_unknown, config.url_unknown, config.url_missing, config.type_url_disagree, config.url_option.
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
  const engine = SCHEMES[/^([a-z]+)(?:\+[a-z0-9_]+)?:/i.exec(url)?.[1]?.toLowerCase() ?? ''];
  const shown = redactUrl(url);
  if (engine === undefined)
    throw new Failure({ kind: 'user_input', key: 'config.url_unknown', params: { url: shown } });
  if (type !== undefined && type !== engine) {
    throw new Failure({ kind: 'user_input', key: 'config.type_url_disagree', params: { type, url: shown } });
  }
  return engine === 'sqlite' ? { type: 'sqlite', path: sqlitePath(url, dataFolder) } : serverTarget(engine, url);
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

/** What a screen may say of it: the file, or the server and the database's name. */
export function shownTarget(target: ConfigTarget): string {
  return target.type === 'sqlite' ? target.path : `${target.host}:${String(target.port)}/${target.database}`;
}
