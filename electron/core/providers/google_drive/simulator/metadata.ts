// What a client tells of a file that it makes or changes.
import { z } from 'zod';

export const Metadata = z.strictObject({
  id: z.string().optional(),
  name: z.string().min(1).optional(),
  parents: z.array(z.string()).length(1).optional(),
  mimeType: z.string().optional(),
  modifiedTime: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
    .optional(),
  description: z.string().optional(),
  trashed: z.boolean().optional(),
});
export type Metadata = z.infer<typeof Metadata>;

export function metadataIn(text: string): Metadata | null {
  try {
    return Metadata.safeParse(JSON.parse(text === '' ? '{}' : text)).data ?? null;
  } catch {
    return null;
  }
}
