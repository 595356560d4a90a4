// A company with the right to send, at a simulated KSeF without a socket, through the foreign client.
import type { KsefKnobs } from '../../electron/core/providers/ksef/simulator/options';
import type { ForeignKsef } from './foreignKsef';
import { foreignClient, ksefInProcess } from './ksef';
import type { OpenApi } from './openapi';

export async function office(api: OpenApi | null, knobs: KsefKnobs = {}) {
  const ksef = ksefInProcess({ count: 30, ...knobs });
  const client = foreignClient(ksef, api);
  await client.login(ksef.simulator.control.tokens.readWrite.token, '5265877635');
  return { ksef, client, control: ksef.simulator.control };
}

/** The code of a refusal, in either shape. */
export function codeOf(answer: { readonly body: unknown }): number {
  const { errors = [], exception } = answer.body as {
    errors?: { code: number }[];
    exception?: { exceptionDetailList: { exceptionCode: number }[] };
  };
  return errors[0]?.code ?? exception?.exceptionDetailList[0]?.exceptionCode ?? 0;
}

export interface SessionState {
  readonly status: { readonly code: number };
  readonly upo?: { readonly pages: readonly { readonly referenceNumber: string; readonly downloadUrl: string }[] };
}

export async function statusOf(
  client: ForeignKsef,
  { reference }: { readonly reference: string },
): Promise<SessionState> {
  const { body } = await client.call('GET', `/sessions/${reference}`);
  return body as unknown as SessionState;
}
