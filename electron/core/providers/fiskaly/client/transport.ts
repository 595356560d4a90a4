// The three ways to a fiskaly client behind one interface: in this process, the vendor's library, the vendor's service. Whoever uses
// one cannot tell which it is, so each proves at connect that text comes through unchanged.

export interface FiskalyTransport {
  /** One JSON-RPC message in, its answer out. Rejects only when the client itself could not be asked. */
  invoke(request: string): Promise<string>;
  close(): Promise<void>;
}

/** Umlauts, ß, ł, an emoji outside the basic plane, and a NUL that must stay escaped on its way through C. */
const PROBE = 'äöüÄÖÜß ł € 🧾 \u0000 "\\';

export class BrokenEcho extends Error {
  override readonly name = 'BrokenEcho';
}

export async function checkEcho(transport: FiskalyTransport): Promise<void> {
  const params = { text: PROBE };
  const answer = await transport.invoke(JSON.stringify({ jsonrpc: '2.0', method: 'echo', params, id: 'echo' }));
  let echoed: unknown;
  try {
    const parsed = JSON.parse(answer) as { readonly id?: unknown; readonly result?: { readonly text?: unknown } };
    echoed = parsed.id === 'echo' ? parsed.result?.text : undefined;
  } catch {
    throw new BrokenEcho('the echo is no JSON');
  }
  if (echoed !== PROBE) throw new BrokenEcho('the echo came back changed');
}
