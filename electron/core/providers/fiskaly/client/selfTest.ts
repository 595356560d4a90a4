// `self-test`: can the service be reached from here? Any answer of its server will do. Signs nobody in.
import type { Performing } from './perform';

const WORKS = 'OK';

export async function selfTest(parts: Performing, baseUrl: string): Promise<Record<string, unknown>> {
  const { config, http, userAgent } = parts;
  const reached = await http
    .send({
      method: 'GET',
      url: baseUrl,
      headers: { accept: '*/*', 'user-agent': userAgent },
      timeoutMs: config.client_timeout,
      proxy: config.http_proxy,
    })
    .then(
      () => WORKS,
      (error: unknown) => (error instanceof Error ? error.name : 'not reachable'),
    );
  parts.log(reached === WORKS ? 'info' : 'error', 'self-test', { backend: reached });
  return {
    proxy: config.http_proxy === '' ? 'not configured' : 'configured',
    backend: { [new URL(baseUrl).origin]: reached },
    smaers: 'not available',
  };
}
