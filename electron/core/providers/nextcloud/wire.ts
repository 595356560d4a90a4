// Schemas of what Nextcloud answers in JSON. Only what is used; everything else may come and go.
import { z } from 'zod';

export const Status = z.object({
  installed: z.boolean(),
  maintenance: z.boolean().default(false),
  needsDbUpgrade: z.boolean().default(false),
  versionstring: z.string().default(''),
  productname: z.string().default(''),
});
export type Status = z.infer<typeof Status>;

const meta = z.object({ statuscode: z.number() });

export const User = z.object({ ocs: z.object({ meta, data: z.unknown() }) });
export const UserData = z.object({ id: z.string().min(1) });

const texts = z.array(z.string()).catch([]);

export const CapabilitiesAnswer = z.object({
  ocs: z.object({
    data: z.object({
      capabilities: z.object({
        dav: z.object({ chunking: z.string().optional() }).catch({}).default({}),
        files: z
          .object({
            bigfilechunking: z.boolean().optional(),
            chunked_upload: z
              .object({
                max_size: z.number().nonnegative().optional(),
                max_parallel_count: z.number().positive().optional(),
              })
              .catch({})
              .default({}),
            forbidden_filename_characters: texts.default([]),
            forbidden_filename_basenames: texts.default([]),
            forbidden_filename_extensions: texts.default([]),
            forbidden_filenames: texts.default([]),
          })
          .optional(),
      }),
    }),
  }),
});

export const LoginStarted = z.object({
  poll: z.object({ token: z.string().min(1), endpoint: z.url() }),
  login: z.url(),
});
export type LoginStarted = z.infer<typeof LoginStarted>;

export const LoginDone = z.object({ server: z.url(), loginName: z.string().min(1), appPassword: z.string().min(1) });
export type LoginDone = z.infer<typeof LoginDone>;
