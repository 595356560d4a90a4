// What the service knows: mediators, clients with their tokens, what waits in their boxes, what they have handed in.
import { createHash } from 'node:crypto';
import { idOf, invoiceXml } from './invoices';
import { CLIENTS, MEDIATORS, type EdiOptions } from './options';

export interface Waiting {
  readonly id: string;
  bytes: Buffer;
}
export interface Client {
  readonly mediatorId: string;
  token: string | null;
  readonly box: Waiting[];
}
export interface Sold {
  readonly owner: string;
  readonly bytes: Buffer;
}
export type Caller =
  | { readonly kind: 'mediator'; readonly code: string }
  | { readonly kind: 'client'; readonly code: string; readonly client: Client };

export type World = ReturnType<typeof createWorld>;

export function createWorld(options: EdiOptions) {
  const { seed, now, waiting = 20 } = options;
  const mediators = new Map<string, string>(Object.values(MEDIATORS).map(({ token, code }) => [token, code]));
  const clients = new Map<string, Client>();
  const sold = new Map<string, Sold>();
  let [made, tokens] = [0, 0];

  const deliver = (code: string, bytes: Buffer): string => {
    made += 1;
    const id = idOf(seed, 'purchase', made);
    clients.get(code)?.box.push({ id, bytes });
    return id;
  };
  const register = (code: string, mediatorId: string, token: string | null = null): void => {
    clients.set(code, { mediatorId, token, box: [] });
    const buyer = { code, name: `Klient ${code}` };
    for (let n = 0; n < waiting; n += 1) deliver(code, invoiceXml({ n, buyer, nowMs: now() }));
  };
  register(CLIENTS.demo.code, MEDIATORS.demo.code, CLIENTS.demo.token);
  register(CLIENTS.others.code, MEDIATORS.other.code, CLIENTS.others.token);

  return {
    clients,
    sold,
    register,
    deliver,
    newToken: (): string => {
      tokens += 1;
      const digest = createHash('sha256')
        .update(`${String(seed)}/token/${String(tokens)}`)
        .digest('hex');
      return `Kliendi${digest.slice(0, 25)}`;
    },
    sell: (owner: string, bytes: Buffer): string => {
      const id = idOf(seed, 'sales', sold.size + 1);
      sold.set(id, { owner, bytes });
      return id;
    },
    callerOf: (token: string): Caller | null => {
      const mediator = mediators.get(token);
      if (mediator !== undefined) return { kind: 'mediator', code: mediator };
      for (const [code, client] of clients) if (client.token === token) return { kind: 'client', code, client };
      return null;
    },
  };
}
