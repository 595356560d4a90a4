// The service as its documentation and its vendor's example client describe it: strict about media types, kinds of token and order.
import { scripted, underFault, type Simulator } from '../../simulatorKit';
import { words } from './answers';
import { dispatch } from './dispatch';
import { invoiceXml } from './invoices';
import { CLIENTS, type EdiOptions } from './options';
import { createWorld, type World } from './world';

export interface EdiSimulator extends Simulator {
  readonly control: {
    readonly world: World;
    /** Puts a document into a company's box; answers its id. */
    readonly deliver: (code: string, bytes: Buffer) => string;
    /** Its ids, oldest first. */
    readonly box: (code: string) => readonly string[];
    /** What was handed in, oldest first. */
    readonly sold: () => readonly Buffer[];
    /** The token of a client is worth nothing from now on. */
    readonly revoke: (code: string) => void;
    /** An invoice that this client may hand in, for the other client; another one each time. */
    readonly draft: (code?: string) => Buffer;
    /** An invoice for this company, enclosing a file of so many bytes. */
    readonly invoice: (code: string, n: number, enclosed?: number) => Buffer;
  };
}

/** Faults with names of their own: `never_empty`, `pdf_for_xml`, `html`, `redirect`, `foreign_uri`. */
export function createEdiSimulator(options: EdiOptions): EdiSimulator {
  const world = createWorld(options);
  const violations: string[] = [];
  let drafts = 0;
  const base = scripted((request, _path, fault) => {
    const name = fault?.kind.type === 'named' ? fault.kind.name : null;
    const carryOut = () =>
      dispatch({ request, world, options, fault: name, violate: (what) => void violations.push(what) });
    return underFault(fault, carryOut, strange);
  });
  return {
    ...base,
    violations,
    control: {
      world,
      deliver: world.deliver,
      box: (code) => (world.clients.get(code)?.box ?? []).map(({ id }) => id),
      sold: () => [...world.sold.values()].map(({ bytes }) => bytes),
      revoke: (code) => {
        const client = world.clients.get(code);
        if (client) client.token = null;
      },
      draft: (code = CLIENTS.demo.code) => {
        drafts += 1;
        const buyer = { code: CLIENTS.others.code, name: 'Ostja OÜ' };
        const seller = { code, name: 'Müüja OÜ' };
        return invoiceXml({ n: 500 + drafts * 11, buyer, seller, nowMs: options.now(), enclosed: 0 });
      },
      invoice: (code, n, enclosed = 0) =>
        invoiceXml({ n, buyer: { code, name: `Klient ${code}` }, nowMs: options.now(), enclosed }),
    },
  };
}

/** Answers that are nobody's: of a page, of a proxy that moves on, of a list that names another server. */
function strange(name: string): Response | null {
  switch (name) {
    case 'html':
      return new Response('<!DOCTYPE html><html></html>', { headers: { 'content-type': 'text/html' } });
    case 'redirect':
      return words(302, '', { location: 'https://elsewhere.example/edi/purchase-invoices' });
    case 'foreign_uri':
      return new Response(JSON.stringify(['https://elsewhere.example/edi/purchase-invoices/x']), {
        headers: { 'content-type': 'application/vnd.ki.edi+json; version=1.0' },
      });
    default:
      return null;
  }
}

export { CLIENTS, MEDIATORS, NEWCOMER } from './options';
export type { EdiOptions };
