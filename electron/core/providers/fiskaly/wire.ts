// Shapes of SIGN DE V2 as far as Kontor reads them; everything else passes unread.
import { z } from 'zod';

/** Counters arrive as text or as number: both were seen on one day. */
const count = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);

export const TssState = z.enum([
  'CREATED',
  'UNINITIALIZED',
  'INITIALIZED',
  'DISABLED',
  'DEFECTIVE',
  'DELETED',
  'EVICTED',
]);
export type TssState = z.infer<typeof TssState>;

export const Tss = z.looseObject({
  _id: z.string(),
  _env: z.string().optional(),
  state: TssState,
  description: z.string().nullish(),
  serial_number: z.string().nullish(),
  public_key: z.string().nullish(),
  certificate: z.string().nullish(),
  signature_counter: count.nullish(),
  transaction_counter: count.nullish(),
  number_registered_clients: count.nullish(),
  number_active_transactions: count.nullish(),
  bsi_certification_id: z.string().nullish(),
  time_creation: z.number().nullish(),
  time_init: z.number().nullish(),
  time_disable: z.number().nullish(),
  time_defective: z.number().nullish(),
  admin_puk: z.string().nullish(),
});
export type Tss = z.infer<typeof Tss>;

/** What the shop calls it, else the start of its serial number. */
export function nameOfTss({ description, serial_number, _id }: Tss): string {
  return description || (serial_number ?? _id).slice(0, 8);
}

export const Register = z.looseObject({
  _id: z.string(),
  serial_number: z.string(),
  state: z.enum(['REGISTERED', 'DEREGISTERED']),
  tss_id: z.string().nullish(),
  time_creation: z.number().nullish(),
});
export type Register = z.infer<typeof Register>;

export const Transaction = z.looseObject({
  _id: z.string(),
  number: count,
  state: z.enum(['ACTIVE', 'FINISHED', 'CANCELLED']),
  client_id: z.string(),
  client_serial_number: z.string().nullish(),
  tss_serial_number: z.string().nullish(),
  time_start: z.number(),
  time_end: z.number().nullish(),
  revision: count.optional(),
  latest_revision: count,
  qr_code_data: z.string().nullish(),
  signature: z.looseObject({ value: z.string(), counter: count, public_key: z.string().nullish() }).nullish(),
});
export type Transaction = z.infer<typeof Transaction>;

export const Export = z.looseObject({
  _id: z.string(),
  state: z.enum(['PENDING', 'WORKING', 'COMPLETED', 'ERROR', 'CANCELLED']),
  exception: z.string().nullish(),
  time_request: z.number().nullish(),
  time_end: z.number().nullish(),
  time_expiration: z.number().nullish(),
});
export type Export = z.infer<typeof Export>;

export const page = <T extends z.ZodType>(item: T) => z.looseObject({ data: z.array(item), count: z.number() });

export const SignInAnswer = z.looseObject({
  access_token_claims: z.looseObject({ env: z.string().nullish(), organization_id: z.string().nullish() }).nullish(),
});

export const Organization = z.looseObject({
  _id: z.string(),
  name: z.string().nullish(),
  address_line1: z.string().nullish(),
  zip: z.string().nullish(),
  town: z.string().nullish(),
  vat_id: z.string().nullish(),
});
export type Organization = z.infer<typeof Organization>;
