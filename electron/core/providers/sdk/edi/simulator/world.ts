// What the service knows: mediators, clients with their tokens, what waits in their boxes, what they have handed in.
import { createHash } from 'node:crypto';
import { idOf, invoiceXml } from './invoices';
import { CLIENTS, MEDIATORS, NEWCOMER, type EdiOptions } from './options';

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
  /** Tokens given out per company, whether it is registered still or not. */
  const tokens = new Map<string, number>();
  let made = 0;

  const deliver = (code: string, bytes: Buffer): string => {
    made += 1;
    const id = idOf(seed, 'purchase', made);
    clients.get(code)?.box.push({ id, bytes });
    return id;
  };
  const tokenOf = (code: string, n: number): string => {
    const digest = createHash('sha256')
      .update(`${String(seed)}/token/${code}/${String(n)}`)
      .digest('hex');
    return `Kliendi${digest.slice(0, 25)}`;
  };
  const register = (code: string, mediatorId: string, token: string | null = null): void => {
    clients.set(code, { mediatorId, token, box: [] });
    tokens.set(code, tokens.get(code) ?? 0);
    const buyer = { code, name: `Klient ${code}` };
    for (let n = 0; n < waiting; n += 1) deliver(code, invoiceXml({ n, buyer, nowMs: now() }));
  };
  register(CLIENTS.demo.code, MEDIATORS.demo.code, CLIENTS.demo.token);
  register(CLIENTS.others.code, MEDIATORS.other.code, CLIENTS.others.token);

  /** The demo starts with the app: a client of its last start is known by its token. What waited for it was fetched then. */
  const remembered = (token: string): Caller | null => {
    const isNew = !tokens.has(NEWCOMER);
    const n = isNew ? [1, 2, 3, 4, 5].find((nth) => tokenOf(NEWCOMER, nth) === token) : undefined;
    if (n === undefined) return null;
    const client: Client = { mediatorId: MEDIATORS.demo.code, token, box: [] };
    clients.set(NEWCOMER, client);
    tokens.set(NEWCOMER, n);
    return { kind: 'client', code: NEWCOMER, client };
  };

  return {
    clients,
    sold,
    register,
    deliver,
    newToken: (code: string): string => {
      tokens.set(code, (tokens.get(code) ?? 0) + 1);
      return tokenOf(code, tokens.get(code) ?? 1);
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
      return remembered(token);
    },
  };
}
