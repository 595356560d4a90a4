// What simulators share: the shape, fault scripts, and serving one on a loopback port. No parsing, no crypto, no provider knowledge.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One fault for matching requests; taken from the front of the script, in order, `times` times. */
export interface Fault {
  /** Matches `METHOD path`, e.g. /^POST .*\/invoices\/exports$/. */
  readonly match: RegExp;
  readonly times: number;
  readonly kind:
    | {
        readonly type: 'status';
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly body?: string;
      }
    /** The request is carried out, then the connection breaks: the answer is lost. */
    | { readonly type: 'lose_answer' }
    /** Connection broken before anything happens. */
    | { readonly type: 'cut' }
    /** The body stops after this many bytes. */
    | { readonly type: 'truncate'; readonly bytes: number }
    /** A word that the simulator understands itself: `wrong_part_hash`, `stuck`, `late_invoices`, … */
    | { readonly type: 'named'; readonly name: string };
}

/** Given by tests only; no UI, environment or IPC can pass one. */
export type FaultScript = Fault[];

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly status: number;
}

/** An invoice of the simulated world, as a service that knows of it may tell it. Amounts in hundredths. */
export interface SharedInvoice {
  readonly number: string;
  /** The demo company is the seller. */
  readonly isSale: boolean;
  readonly isCorrection: boolean;
  readonly issueDate: string;
  readonly currency: string;
  readonly net: number;
  readonly vat: number;
  /** The other side. */
  readonly party: { readonly name: string; readonly taxId: string | null };
  /** Its number in the register, where a program has learned it. */
  readonly registered: string | null;
  /** A picture of it, which the program lists beside its record. */
  readonly isScan: boolean;
}

export interface SimulatorOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Address under which the simulator is reached; it builds its own links from it. */
  readonly baseUrl: string;
  /** Same seed, same data. */
  readonly seed: number;
  /** What the services of the same world know as well: the demo's programs then hold few invoices that nobody else has. */
  readonly shared?: readonly SharedInvoice[];
}

export interface Simulator {
  /** Carries out one request. A Response whose header `x-simulator-break` is set means: break the connection after that many body bytes. */
  handle(request: Request): Promise<Response>;
  /** Takes effect for later requests. */
  script(faults: FaultScript): void;
  /** Everything it was asked, in order. */
  readonly seen: readonly SeenRequest[];
  /** Its invoices from this instant on, as other services of the same world may know them. */
  shared?(sinceMs: number): readonly SharedInvoice[];
  /** Calls that must never be made, such as one that would change something at the service; a test with one of them fails. */
  readonly violations?: readonly string[];
}

export interface ServedSimulator {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a handler on a free loopback port. */
export async function serveOnLoopback(
  make: (baseUrl: string) => Simulator,
): Promise<ServedSimulator & { simulator: Simulator }> {
  let simulator: Simulator | null = null;
  const server = createServer((incoming, outgoing) => {
    if (simulator) void answer(simulator, incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  simulator = make(url);
  return {
    url,
    simulator,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(simulator: Simulator, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const headers = new Headers();
    for (let i = 0; i < incoming.rawHeaders.length; i += 2)
      headers.append(incoming.rawHeaders[i] ?? '', incoming.rawHeaders[i + 1] ?? '');
    const method = incoming.method ?? 'GET';
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const request = new Request(new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`), {
      method,
      headers,
      ...(hasBody ? { body: Buffer.concat(chunks) } : {}),
    });
    const response = await simulator.handle(request);
    const breakAfter = response.headers.get('x-simulator-break');
    const body = Buffer.from(await response.arrayBuffer());
    const plain = Object.fromEntries([...response.headers].filter(([name]) => name !== 'x-simulator-break'));
    if (breakAfter !== null) {
      if (Number(breakAfter) > 0) {
        outgoing.writeHead(response.status, { ...plain, 'content-length': String(body.length) });
        outgoing.write(body.subarray(0, Number(breakAfter)), () => incoming.socket.destroy());
        return;
      }
      incoming.socket.destroy();
      return;
    }
    outgoing.writeHead(response.status, plain);
    outgoing.end(method === 'HEAD' ? undefined : body);
  } catch {
    incoming.socket.destroy();
  }
}

/** A handler with its fault script and a record of everything it was asked; `answer` is given the fault that is due. */
export function scripted(
  answer: (request: Request, pathname: string, fault: Fault | null) => Promise<Response>,
): Pick<Simulator, 'handle' | 'script' | 'seen'> {
  const script: Fault[] = [];
  const seen: SeenRequest[] = [];
  return {
    handle: async (request) => {
      const { pathname } = new URL(request.url);
      const response = await answer(request, pathname, takeFault(script, request.method, pathname));
      const isBroken = response.headers.get('x-simulator-break') !== null;
      seen.push({ method: request.method, url: request.url, status: isBroken ? 0 : response.status });
      return response;
    },
    script: (faults) => {
      script.splice(0, script.length, ...faults);
    },
    seen,
  };
}

/** The first fault of the script that matches, used up once. */
export function takeFault(script: FaultScript, method: string, path: string): Fault | null {
  const index = script.findIndex((fault) => fault.times > 0 && fault.match.test(`${method} ${path}`));
  const fault = script[index];
  if (!fault) return null;
  if (fault.times <= 1) script.splice(index, 1);
  else script[index] = { ...fault, times: fault.times - 1 };
  return fault;
}

const broken = (): Response => new Response(null, { headers: { 'x-simulator-break': '0' } });

/** Answers as the fault says, else by `carryOut`; `named` knows the simulator's own words. */
export async function underFault(
  fault: Fault | null,
  carryOut: () => Response | Promise<Response>,
  named: (name: string) => Response | null = () => null,
): Promise<Response> {
  const kind = fault?.kind;
  if (kind?.type === 'cut') return broken();
  if (kind?.type === 'status')
    return new Response(kind.body ?? null, { status: kind.status, headers: { ...kind.headers } });
  const response = (kind?.type === 'named' ? named(kind.name) : null) ?? (await carryOut());
  if (kind?.type === 'lose_answer') return broken();
  if (kind?.type === 'truncate') response.headers.set('x-simulator-break', String(kind.bytes));
  return response;
}

/** The least that opens as a page. */
export function pdfOf(title: string): Buffer<ArrayBuffer> {
  const line = `BT /F1 18 Tf 72 760 Td (${title.replaceAll(/[^\w .-]/g, '?')}) Tj ET`;
  return Buffer.from(
    `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length ${String(line.length)}>>stream
${line}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
`,
    'latin1',
  );
}
