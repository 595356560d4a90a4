// How the endpoint groups call: signed in, with a path that nothing in a name can change.
import { z } from 'zod';
import { call, send, type Call, type Request } from '../call';
import { documentOf, type KsefDocument } from '../documents';
import type { Session } from '../session';

export interface Signed {
  json<S extends z.ZodType>(spec: Omit<Call<S>, 'bearer'>): Promise<z.infer<S>>;
  /** XML with its hash in a header, checked byte for byte. */
  document(spec: Omit<Request, 'bearer'>): Promise<KsefDocument>;
}

export function signedCaller(session: Session): Signed {
  return {
    json: (spec) => session.run((bearer) => call(session.ksef, { ...spec, bearer })),
    document: (spec) =>
      session.run(async (bearer) => documentOf(await send(session.ksef, { ...spec, bearer }, 'application/xml'))),
  };
}

/** An answer without a body. */
export const Nothing = z.unknown().transform(() => undefined);

/** Values in a path: `path\`/tokens/${reference}\``. */
export function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.reduce((text, part, index) => `${text}${encodeURIComponent(values[index - 1] ?? '')}${part}`);
}

export interface Paging {
  readonly pageSize?: number;
  readonly continuationToken?: string | undefined;
}

export interface OffsetPaging {
  readonly pageSize?: number;
  readonly pageOffset?: number;
}

/** Every page of a list that goes on by a token. */
export async function* allPages<T extends { readonly continuationToken?: string | undefined }>(
  ask: (continuationToken: string | undefined) => Promise<T>,
): AsyncGenerator<T> {
  let token: string | undefined;
  do {
    const page = await ask(token);
    yield page;
    token = page.continuationToken === '' ? undefined : page.continuationToken;
  } while (token !== undefined);
}
