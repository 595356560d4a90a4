// Arguments are compared with what a call knows: an unknown name, or a value of another type, is refused as a whole.
import { z } from 'zod';

const path = z.string();
const mode = z.union([
  z.enum(['add', 'overwrite']),
  z.strictObject({ '.tag': z.enum(['add', 'overwrite']) }),
  z.strictObject({ '.tag': z.literal('update'), update: z.string() }),
]);
const commit = {
  path: z.string().regex(/^(?:\/(?:.|[\r\n])*|id:.*)$/, 'did not match pattern'),
  mode: mode.default('add'),
  autorename: z.boolean().default(false),
  client_modified: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'must be whole seconds of UTC')
    .nullish(),
  mute: z.boolean().default(false),
  property_groups: z.array(z.never()).nullish(),
  strict_conflict: z.boolean().default(false),
};
const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .nullish();
const cursor = z.strictObject({ session_id: z.string().min(1), offset: z.int().nonnegative() });

export const Commit = z.strictObject(commit);
export type Commit = z.infer<typeof Commit>;

const listFlags = {
  recursive: z.boolean().default(false),
  include_media_info: z.boolean().optional(),
  include_deleted: z.literal(false).optional(),
  include_has_explicit_shared_members: z.boolean().optional(),
  include_mounted_folders: z.boolean().optional(),
  include_non_downloadable_files: z.boolean().optional(),
};
const metadataFlags = {
  include_media_info: z.boolean().optional(),
  include_deleted: z.literal(false).optional(),
  include_has_explicit_shared_members: z.boolean().optional(),
};

export const ARGS = {
  '/users/get_current_account': z.null(),
  '/users/get_space_usage': z.null(),
  '/files/create_folder_v2': z.strictObject({ path, autorename: z.boolean().default(false) }),
  '/files/get_metadata': z.strictObject({ path, ...metadataFlags }),
  '/files/list_folder': z.strictObject({ path, limit: z.int().min(1).max(2000).optional(), ...listFlags }),
  '/files/list_folder/continue': z.strictObject({ cursor: z.string() }),
  '/files/delete_v2': z.strictObject({ path, parent_rev: z.string().min(9).optional() }),
  '/files/upload': z.strictObject({ ...commit, content_hash: hash }),
  '/files/upload_session/start': z.strictObject({
    close: z.boolean().default(false),
    session_type: z.enum(['sequential']).nullish(),
    content_hash: hash,
  }),
  '/files/upload_session/append_v2': z.strictObject({ cursor, close: z.boolean().default(false), content_hash: hash }),
  '/files/upload_session/finish': z.strictObject({ cursor, commit: Commit, content_hash: hash }),
  '/files/download': z.strictObject({ path, rev: z.string().optional() }),
} as const;

export type Route = keyof typeof ARGS;
export type ArgsOf<R extends Route> = z.infer<(typeof ARGS)[R]>;

export const isRoute = (route: string): route is Route => Object.hasOwn(ARGS, route);

export const SCOPE_OF: Readonly<Record<Route, string>> = {
  '/users/get_current_account': 'account_info.read',
  '/users/get_space_usage': 'account_info.read',
  '/files/create_folder_v2': 'files.content.write',
  '/files/get_metadata': 'files.metadata.read',
  '/files/list_folder': 'files.metadata.read',
  '/files/list_folder/continue': 'files.metadata.read',
  '/files/delete_v2': 'files.content.write',
  '/files/upload': 'files.content.write',
  '/files/upload_session/start': 'files.content.write',
  '/files/upload_session/append_v2': 'files.content.write',
  '/files/upload_session/finish': 'files.content.write',
  '/files/download': 'files.content.read',
};
