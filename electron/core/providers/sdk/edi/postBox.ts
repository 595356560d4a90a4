// What a client does with its own token: looks into its box, takes out what it has stored, hands in what it sells.
import { z } from 'zod';
import type { ProviderContext } from '../context';
import type { DownloadResult, HttpAnswer } from '../http';
import { isHtml } from '../refusals';
import { isWithin, pathWithin, within, type EdiBase } from './address';
import { openCaller } from './call';
import { EDI_JSON, EINVOICE_XML, isMediaType, PDF, type MediaType } from './mediaTypes';
import { parsed } from './mediator';

/** An invoice of 20 MB in attachments is 27 MB in Base64. */
const MAX_INVOICE_BYTES = 64 << 20;

/** The service's own URI of an invoice, checked to be within it. */
export interface EdiUri {
  readonly url: URL;
  /** `purchase-invoices/234Fxdr` */
  readonly path: string;
}

/**
 * Source of `salesInvoice`: the interface's documentation, "Meediatüübid"; of the rest: the vendor's own example client. All throw a Failure as
 * mediator.ts says; `foreign_address` for a URI that leads elsewhere.
 */
export interface PostBox {
  readonly base: EdiBase;
  /** GET /edi/purchase-invoices: a JSON array of URIs, some of what waits, the same again until something is acknowledged. */
  waiting(): Promise<readonly string[]>;
  uri(text: string): EdiUri;
  /** GET of such a URI as XML, to a file. A refusal is thrown; what is no XML by its type or first bytes is `wrong_media_type`. */
  fetch(uri: EdiUri, toPath: string): Promise<DownloadResult>;
  /** The same without a file: standard Base64 of what lies there. */
  sha256(uri: EdiUri): Promise<string>;
  /** DELETE of such a URI: 204. It is gone from the box for good; 404 means that it already was. */
  acknowledge(uri: EdiUri): Promise<void>;
  /** HEAD /edi/purchase-invoices/receivers/{registryCode}: 200 the company receives here, 404 it does not. */
  canReceive(registryCode: string): Promise<boolean>;
  /** POST /edi/sales-invoices: 201, its Location is the URI of the invoice; null when it tells none. Never repeated. */
  send(invoice: Uint8Array): Promise<EdiUri | null>;
  /** GET /edi/sales-invoices/{id} as XML or as PDF, by media type. */
  salesInvoice(uri: EdiUri, as: 'xml' | 'pdf'): Promise<Uint8Array>;
}

export function openPostBox(ctx: ProviderContext): PostBox {
  const caller = openCaller(ctx, 'client_token');
  const { base } = caller;
  const uri = (text: string): EdiUri => {
    const url = within(base, text);
    return { url, path: pathWithin(base, url) };
  };
  const checked = (call: FileCall, result: DownloadResult): DownloadResult => {
    if (result.refusal) throw caller.refuse(call, result.refusal);
    if (result.status === 200 && isMediaType(result.headers['content-type'], call.accept)) return result;
    throw caller.refuse(call, headOf(result));
  };
  return {
    base,
    uri,
    waiting: async () => {
      const url = caller.at('purchase-invoices');
      const answer = await caller.ask({ method: 'GET', url, accept: EDI_JSON, done: [200] });
      return parsed(z.array(z.string()), answer);
    },
    fetch: async ({ url }, toPath) => {
      const call = { method: 'GET', url, accept: EINVOICE_XML } as const;
      return checked(call, await ctx.http.download({ ...caller.request(call), toPath, maxBytes: MAX_INVOICE_BYTES }));
    },
    sha256: async ({ url }) => {
      const call = { method: 'GET', url, accept: EINVOICE_XML } as const;
      return checked(call, await ctx.http.digest({ ...caller.request(call), maxBytes: MAX_INVOICE_BYTES })).sha256;
    },
    acknowledge: async ({ url }) => {
      await caller.ask({ method: 'DELETE', url, done: [204, 404], isIdempotent: true });
    },
    canReceive: async (registryCode) => {
      const url = caller.at(`purchase-invoices/receivers/${encodeURIComponent(registryCode)}`);
      const answer = await caller.ask({ method: 'HEAD', url, done: [200, 404] });
      if (isHtml(answer)) throw caller.refuse({ method: 'HEAD', url }, answer);
      return answer.status === 200;
    },
    send: async (invoice) => {
      const body = { type: EINVOICE_XML, content: invoice } as const;
      const answer = await caller.ask({ method: 'POST', url: caller.at('sales-invoices'), body, done: [201] });
      const location = answer.headers['location'] ?? '';
      // Taken is taken: a name that leads elsewhere is only no name.
      return location !== '' && isWithin(base, location) ? uri(location) : null;
    },
    salesInvoice: async ({ url }, as) => {
      const accept = as === 'pdf' ? PDF : EINVOICE_XML;
      return (await caller.ask({ method: 'GET', url, accept, done: [200], maxBytes: MAX_INVOICE_BYTES })).bytes;
    },
  };
}

interface FileCall {
  readonly method: 'GET';
  readonly url: URL;
  readonly accept: MediaType;
}

/** The body went elsewhere, its head tells enough. */
const headOf = ({ status, headers }: DownloadResult): HttpAnswer => ({
  status,
  headers,
  bytes: new Uint8Array(),
  clockSkewMs: null,
  text: () => '',
  json: () => null,
});
