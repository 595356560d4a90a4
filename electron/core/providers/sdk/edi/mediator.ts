// What a mediator does with its own token: registers clients, looks them up, removes them, gives them a token.
import { z } from 'zod';
import type { ProviderContext } from '../context';
import { unavailable } from '../errors';
import type { HttpAnswer } from '../http';
import { isRefusal } from '../refusals';
import { isToken, openCaller } from './call';
import { EDI_JSON } from './mediaTypes';

/** Further properties are let be: what a service tells beside them is no reason to stop. */
const Client = z.object({ clientId: z.string(), mediatorId: z.string() });
/** `clientId` and `mediatorId` are registry codes. */
export type EdiClient = Readonly<z.infer<typeof Client>>;
const Token = z.object({ token: z.string() });

/**
 * Source of each: the interface's documentation, "Liidese kirjeldus". All throw a Failure: `token_missing`, `token_refused` (401), `not_allowed` (403),
 * `media_type_refused` (406, 415), `request_refused` (400 and every other 4xx), `wrong_media_type`, `html_instead`, and what the
 * network throws. None is repeated after a 4xx, and a POST never.
 */
export interface Mediator {
  readonly host: string;
  /** GET /edi/clients/{clientId}: whose client it is; null when nobody has registered it (404). */
  client(clientId: string): Promise<EdiClient | null>;
  /** POST /edi/clients: 201. `already_there` (409) when somebody has registered it. */
  register(clientId: string): Promise<EdiClient>;
  /** DELETE /edi/clients/{clientId}: true for 204, false when it was not registered (404). */
  remove(clientId: string): Promise<boolean>;
  /** POST /edi/clients/tokens: a token of 1 to 64 characters, which may end the one before. `not_found` (404), `not_allowed` (403). */
  newToken(clientId: string): Promise<string>;
}

export function openMediator(ctx: ProviderContext): Mediator {
  const caller = openCaller(ctx, 'mediator_token');
  const clientAt = (clientId: string): URL => caller.at(`clients/${encodeURIComponent(clientId)}`);
  const post = async (path: string, clientId: string): Promise<HttpAnswer> => {
    // The country that the text speaks of has no place in the documented structure.
    const body = { type: EDI_JSON, content: JSON.stringify({ clientId }) } as const;
    return caller.ask({ method: 'POST', url: caller.at(path), body, done: [201] });
  };
  return {
    host: caller.base.host,
    client: async (clientId) => {
      try {
        const answer = await caller.ask({ method: 'GET', url: clientAt(clientId), accept: EDI_JSON, done: [200] });
        return parsed(Client, answer);
      } catch (error) {
        if (isRefusal(error, 404)) return null;
        throw error;
      }
    },
    register: async (clientId) => parsed(Client, await post('clients', clientId)),
    remove: async (clientId) => {
      const url = clientAt(clientId);
      // Once removed it is not found: after a lost answer that is the success itself.
      return (await caller.ask({ method: 'DELETE', url, done: [204, 404], isIdempotent: true })).status === 204;
    },
    newToken: async (clientId) => {
      const { token } = parsed(Token, await post('clients/tokens', clientId));
      if (!isToken(token)) throw unavailable('unexpected_answer', { details: 'a token of another shape' });
      return token;
    },
  };
}

export function parsed<T>(schema: z.ZodType<T>, answer: HttpAnswer): T {
  const result = schema.safeParse(answer.json());
  if (result.success) return result.data;
  // Paths only: what stands there may be a token.
  const where = result.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw unavailable('unexpected_answer', { details: `JSON differs at: ${where}` });
}
