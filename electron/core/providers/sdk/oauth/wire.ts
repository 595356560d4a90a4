// What a token endpoint answers. Numbers come as text from some.
import { z } from 'zod';

const seconds = z.coerce.number().positive().max(1e10).optional().catch(undefined);

export const TokenAnswer = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: seconds,
  refresh_token: z.string().min(1).optional(),
  /** Google and Microsoft tell it where the refresh token has an end of its own. */
  refresh_token_expires_in: seconds,
  scope: z.string().optional(),
});
export type TokenAnswer = z.infer<typeof TokenAnswer>;

export const TokenRefusal = z.object({ error: z.string(), error_description: z.string().optional().catch(undefined) });
export type TokenRefusal = z.infer<typeof TokenRefusal>;
