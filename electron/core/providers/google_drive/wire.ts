// Schemas of what Drive answers. Only what is used; everything else may come and go.
import { z } from 'zod';
import { jsonOf, type Said } from '../sdk/cloud/refusals';
import type { HttpAnswer } from '../sdk/http';

/** Numbers beyond 2^53 are texts in Google's JSON, and so are smaller ones. */
const count = z.coerce.number().nonnegative();

export const FILE_FIELDS =
  'id,name,mimeType,size,md5Checksum,sha256Checksum,headRevisionId,modifiedTime,trashed,parents,capabilities(canAddChildren)';
export const FOLDER = 'application/vnd.google-apps.folder';

export const File = z.object({
  id: z.string().min(1),
  name: z.string(),
  mimeType: z.string().default(''),
  /** Google's own documents have none. */
  size: count.optional(),
  md5Checksum: z.string().length(32).optional(),
  sha256Checksum: z.string().length(64).optional(),
  headRevisionId: z.string().optional(),
  modifiedTime: z.string().optional(),
  trashed: z.boolean().default(false),
  parents: z.array(z.string()).default([]),
  capabilities: z.object({ canAddChildren: z.boolean().optional() }).optional(),
});
export type File = z.infer<typeof File>;

export const Files = z.object({ files: z.array(File), nextPageToken: z.string().optional() });
export const Ids = z.object({ ids: z.array(z.string().min(1)).min(1) });

export const About = z.object({
  user: z.object({ emailAddress: z.string().min(1) }),
  storageQuota: z.object({ limit: count.optional(), usage: count.optional() }).default({}),
});

const Refused = z.object({
  error: z.object({
    message: z.string().default(''),
    status: z.string().optional(),
    errors: z.array(z.object({ reason: z.string() })).default([]),
    details: z
      .array(z.object({ reason: z.string().optional() }))
      .optional()
      .catch(undefined),
  }),
});

export function readSaid(answer: HttpAnswer): Said {
  const refused = Refused.safeParse(jsonOf(answer)).data?.error;
  if (!refused) return { code: '', words: '' };
  // The newer form tells it among its details.
  const code = refused.details?.find(({ reason }) => reason !== undefined)?.reason ?? refused.errors[0]?.reason ?? '';
  return { code, words: refused.message };
}
