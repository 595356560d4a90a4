// The last door before the network: while sending is off for a connection, no request that could send leaves, whoever makes it. Asked
// for each such request anew, so that switching off holds at once, also for a run that is under way.
import { Failure } from '../../../shared/errors';
import type { ConnectionRepo } from '../db/repositories/connection.repo';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { HttpRequest, ProviderHttp } from '../providers/sdk/http';

export const sendingOff = (): Failure => new Failure({ kind: 'permission', key: 'sending.off' });

/** What is not stored, such as a connection in the wizard, sends nothing. */
export async function isSendingOn(
  connections: Pick<ConnectionRepo, 'find'>,
  manifest: ProviderManifest,
  connectionId: string,
): Promise<boolean> {
  if (!manifest.sending) return false;
  const connection = await connections.find(connectionId as never);
  return connection?.settings[manifest.sending.switchField] === true && connection.state !== 'paused';
}

export function sendingGate(
  http: ProviderHttp,
  manifest: ProviderManifest,
  isOn: () => Promise<boolean>,
): ProviderHttp {
  const { sending } = manifest;
  if (!sending) return http;
  const checked = async ({ method, url }: HttpRequest): Promise<void> => {
    if (sending.isSendingCall(method, new URL(url)) && !(await isOn())) throw sendingOff();
  };
  return {
    request: async (request) => {
      await checked(request);
      return http.request(request);
    },
    download: async (request) => {
      await checked(request);
      return http.download(request);
    },
    digest: async (request) => {
      await checked(request);
      return http.digest(request);
    },
    upload: async (request) => {
      await checked(request);
      return http.upload(request);
    },
    learnLimits: async (groups) => {
      await http.learnLimits?.(groups);
    },
    close: async () => {
      await http.close?.();
    },
  };
}
