// Schemas of what Dropbox answers. Only what is used; everything else may come and go.
import { z } from 'zod';
import type { HttpAnswer } from '../sdk/http';
import { jsonOf, type Said } from '../sdk/cloud/refusals';
import { CODES } from './errorTable';

const File = z.object({
  '.tag': z.literal('file').optional(),
  id: z.string(),
  name: z.string(),
  rev: z.string(),
  size: z.int().nonnegative(),
  content_hash: z.string().length(64).optional(),
  path_display: z.string().optional(),
  client_modified: z.string().optional(),
});
const Folder = z.object({
  '.tag': z.literal('folder'),
  id: z.string(),
  name: z.string(),
  path_display: z.string().optional(),
  /** Of a folder that is shared, and of all below it. */
  sharing_info: z.object({ read_only: z.boolean().optional() }).optional(),
});

/** Uploading answers a file without its tag. */
export const Written = File;
export type Written = z.infer<typeof Written>;
/** Tombstones of deleted files come in lists that ask for them; ours do not. */
export const Metadata = z.union([Folder, File.extend({ '.tag': z.literal('file') })]);
export type Metadata = z.infer<typeof Metadata>;

export const Listing = z.object({ entries: z.array(z.unknown()), cursor: z.string(), has_more: z.boolean() });
export const Account = z.object({ account_id: z.string().min(1), email: z.string().min(1) });
export const Session = z.object({ session_id: z.string().min(1) });

const amount = z.number().nonnegative();
export const Space = z.object({
  used: amount,
  allocation: z.union([
    z.object({
      '.tag': z.literal('team'),
      used: amount,
      allocated: amount,
      user_within_team_space_allocated: amount.optional(),
    }),
    z.object({ '.tag': z.literal('individual'), allocated: amount }),
  ]),
});

const Refused = z.object({ error_summary: z.string().optional(), error: z.unknown() });

/** The tags of a refusal from the outside in: `path`, `conflict`, `file`. */
export function tagsOf(answer: HttpAnswer): readonly string[] {
  const refused = Refused.safeParse(jsonOf(answer));
  return refused.success ? tagsIn(refused.data.error) : [];
}

function tagsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Readonly<Record<string, unknown>>;
  // A limit of calls wraps its tag in `reason`.
  const tag = fields['.tag'];
  if (typeof tag !== 'string') return tagsIn(fields['reason']);
  return [tag, ...tagsIn(fields[tag] ?? fields['reason'])];
}

/** Where a session stands, as a refusal of a wrong offset tells it; finish wraps it in `lookup_failed`. */
export function correctOffset(answer: HttpAnswer): number | null {
  const told = Refused.safeParse(jsonOf(answer));
  const Offset = z.object({ '.tag': z.literal('incorrect_offset'), correct_offset: z.int().nonnegative() });
  const Wrapped = z.object({ '.tag': z.literal('lookup_failed'), lookup_failed: Offset });
  if (!told.success) return null;
  const direct = Offset.safeParse(told.data.error);
  if (direct.success) return direct.data.correct_offset;
  const wrapped = Wrapped.safeParse(told.data.error);
  return wrapped.success ? wrapped.data.lookup_failed.correct_offset : null;
}

/** A bad argument is refused in plain text, everything else in JSON. */
export function readSaid(answer: HttpAnswer): Said {
  const tags = tagsOf(answer);
  const code = tags.findLast((tag) => CODES.has(tag)) ?? '';
  return {
    code,
    words: tags.length > 0 ? tags.filter((tag) => /^[a-z_]{1,60}$/.test(tag)).join('/') : plainWords(answer),
  };
}

/** Only words that are Dropbox's own, and nothing that they quote: that may be what was sent. */
function plainWords(answer: HttpAnswer): string {
  const [said = ''] = /^Error in call to API function [^\n]{1,300}/.exec(answer.text().slice(0, 400)) ?? [];
  return said.replaceAll(/"[^"]*"?/g, '"…"');
}
