// Schemas of what Microsoft Graph answers. Only what is used; everything else may come and go.
import { z } from 'zod';
import { jsonOf, type Said } from '../sdk/cloud/refusals';
import type { HttpAnswer } from '../sdk/http';
import { CODES } from './errorTable';

export const Item = z.object({
  id: z.string().min(1),
  name: z.string().default(''),
  size: z.number().nonnegative().default(0),
  eTag: z.string().default(''),
  lastModifiedDateTime: z.string().optional(),
  file: z.object({ hashes: z.object({ quickXorHash: z.string().optional() }).optional() }).optional(),
  folder: z.object({}).optional(),
  root: z.object({}).optional(),
});
export type Item = z.infer<typeof Item>;

/** Where it lies is told of an item that is asked for by its id. */
export const Located = Item.extend({ parentReference: z.object({ path: z.string().optional() }).optional() });
export const Download = z.object({ '@microsoft.graph.downloadUrl': z.url() });
export const Children = z.object({ value: z.array(Item), '@odata.nextLink': z.url().optional() });
export const User = z.object({ userPrincipalName: z.string().min(1), mail: z.string().nullish() });
export const Drive = z.object({
  quota: z.object({ remaining: z.number().optional(), total: z.number().optional() }).default({}),
});
export const Session = z.object({ uploadUrl: z.url() });
export const Far = z.object({ nextExpectedRanges: z.array(z.string().regex(/^\d+/)).default([]) });

const Code = z.object({ code: z.string().optional(), message: z.string().optional() });

/** From the outside in; Graph writes both `innerError` and `innererror`. */
export function readSaid(answer: HttpAnswer): Said {
  const codes: string[] = [];
  let words = '';
  let at: unknown = (jsonOf(answer) as { readonly error?: unknown } | null)?.error;
  for (let depth = 0; depth < 5; depth += 1) {
    const found = Code.safeParse(at);
    if (!found.success) break;
    if (found.data.code !== undefined) codes.push(found.data.code);
    words ||= found.data.message ?? '';
    const inner = at as { readonly innerError?: unknown; readonly innererror?: unknown };
    at = inner.innerError ?? inner.innererror;
  }
  const code = codes.findLast((each) => CODES.has(each)) ?? codes[0] ?? '';
  return { code, words: codes.length > 1 ? `${codes.join('/')} ${words}` : words };
}
