// The vendor's local service: the same messages as HTTP POST /invoke, by default on port 8080.
import { HttpTrouble, type HttpPort } from './httpPort';
import type { FiskalyTransport } from './transport';

export const SERVICE_URL = 'http://127.0.0.1:8080';

export interface ServiceOptions {
  readonly http: HttpPort;
  readonly url: string;
  /** The service itself waits for the API: longer than its own `client_timeout`. */
  readonly timeoutMs: number;
}

export function serviceTransport({ http, url, timeoutMs }: ServiceOptions): FiskalyTransport {
  const address = `${url.replace(/\/+$/, '')}/invoke`;
  return {
    invoke: async (request) => {
      const answer = await http.send({
        method: 'POST',
        url: address,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: Buffer.from(request, 'utf8'),
        timeoutMs,
        proxy: '',
      });
      const text = Buffer.from(answer.body).toString('utf8');
      // JSON-RPC errors may come with any status: the message decides.
      if (text.trimStart().startsWith('{')) return text;
      throw new HttpTrouble(`the service answered ${String(answer.status)} without a message`);
    },
    close: () => Promise.resolve(),
  };
}
