// Pieces that the answers of several groups share. Loose: KSeF may add properties any day.
import { z } from 'zod';
import { INSTANT_WITH_OFFSET } from '../instants';

export const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);
export const Instant = z.string().regex(INSTANT_WITH_OFFSET);
export const Reference = z.string().min(1);
export const Identifier = z.looseObject({ type: z.string(), value: optional(z.string()) });
export const Status = z.looseObject({
  code: z.int(),
  description: optional(z.string()),
  details: optional(z.array(z.string())),
});
export const continued = { continuationToken: optional(z.string()) };
