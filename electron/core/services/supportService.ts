// The support file: facts, states and the newest log lines, redacted; never a credential, never an invoice.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveReader } from '../archive/types';
import type { CompanyRepo } from '../db/repositories/company.repo';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { Host } from '../ports';
import { instantOf } from '../time';

export interface SupportService {
  save(path: string): Promise<void>;
}

export interface SupportParts {
  readonly host: Host;
  readonly companies: CompanyRepo;
  readonly connections: ConnectionRepo;
  readonly reader: ArchiveReader;
  readonly redact: (text: string) => string;
}

const LOG_TAIL_BYTES = 200_000;

export function supportService({ host, companies, connections, reader, redact }: SupportParts): SupportService {
  return {
    save: async (path) => {
      const facts = {
        at: instantOf(host.clock.now()),
        version: host.version,
        platform: host.platform,
        electron: host.electronVersion,
        counts: await reader.counts(),
        companies: (await companies.list()).map(({ id, country, isDemo }) => ({ id, country, isDemo })),
        connections: (await connections.list()).map(({ id, slug, providerId, state, problem, createdAt }) => ({
          id,
          slug,
          providerId,
          state,
          problem,
          createdAt,
        })),
        runs: await reader.runs({ limit: 50 }),
        log: await newestLog(host.paths.logs),
      };
      await writeFile(path, redact(JSON.stringify(facts, null, 2)), { mode: 0o600 });
    },
  };
}

async function newestLog(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.log')).sort();
  const newest = names.at(-1);
  if (newest === undefined) return [];
  const text = (await readFile(join(folder, newest))).subarray(-LOG_TAIL_BYTES).toString('utf8');
  return text.split('\n').slice(1);
}
