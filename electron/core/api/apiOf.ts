// Puts together what other programs reach: the calls they may make, and the door through which they come.
import type { Language } from '../../../shared/domain/ids';
import type { ArchiveWriter } from '../archive/types';
import type { Dispatch } from '../dispatcher';
import type { Host } from '../ports';
import {
  integrationService,
  type IntegrationParts,
  type IntegrationService,
} from '../services/integrations/integrationService';
import { wordsIn } from '../words/problemWords';
import { startApiServer } from './apiServer';
import { localApi, type LocalApi } from './localApi';

export interface ApiParts extends Omit<IntegrationParts, 'clock' | 'ids'> {
  readonly host: Host;
  readonly writer: ArchiveWriter;
  readonly language: () => Promise<Language>;
  readonly dispatch: Dispatch;
  readonly logFailure: (what: string, supportId: string, error: unknown) => void;
}

export function apiOf(parts: ApiParts): { readonly integrations: IntegrationService; readonly api: LocalApi } {
  const { host, manifests, language } = parts;
  const { clock, ids, env, version } = host;
  return {
    integrations: integrationService({ ...parts, clock, ids }),
    api: localApi({
      ...parts,
      clock,
      ids,
      env,
      open: (port, tokenHash) =>
        startApiServer(port, {
          ...parts,
          ids,
          version,
          tokenHash,
          inWords: async (problem) => (await wordsIn(await language(), manifests)).problem(problem),
        }),
    }),
  };
}
