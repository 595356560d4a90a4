// KSeF API 2.x answers as far as Kontor reads them. Unknown properties may appear any day and are no fault (loose objects).
import { z } from 'zod';
import { INSTANT_WITH_OFFSET } from './instants';

/** Checkpoints are made of these, so an instant without an offset is refused rather than guessed. */
const Instant = z.string().regex(INSTANT_WITH_OFFSET);
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

export const PublicKeyCertificates = z.array(
  z.looseObject({
    certificate: z.string().min(1),
    publicKeyId: optional(z.string()),
    validFrom: Instant,
    validTo: Instant,
    usage: z.array(z.string()),
  }),
);
export type PublicKeyCertificates = z.infer<typeof PublicKeyCertificates>;

export const Challenge = z.looseObject({
  challenge: z.string().min(1),
  timestampMs: z.int(),
  clientIp: optional(z.string()),
});

const TokenInfo = z.looseObject({ token: z.string().min(1), validUntil: Instant });
export type TokenInfo = z.infer<typeof TokenInfo>;

export const SignInStarted = z.looseObject({ referenceNumber: z.string().min(1), authenticationToken: TokenInfo });
export type SignInStarted = z.infer<typeof SignInStarted>;

export const Status = z.looseObject({
  code: z.int(),
  description: optional(z.string()),
  details: optional(z.array(z.string())),
});
export type Status = z.infer<typeof Status>;

export const SignInStatus = z.looseObject({ status: Status });
export const RedeemedTokens = z.looseObject({ accessToken: TokenInfo, refreshToken: TokenInfo });
export const RefreshedToken = z.looseObject({ accessToken: TokenInfo });

export const Grants = z.looseObject({
  permissions: z.array(z.looseObject({ permissionScope: z.string(), permissionState: optional(z.string()) })),
  hasMore: z.boolean(),
});

/** One invoice's metadata as Kontor needs it to talk about it; the whole of it is kept beside the original. */
export const InvoiceMetadata = z.looseObject({
  ksefNumber: z.string().min(1),
  invoiceNumber: optional(z.string()),
  issueDate: optional(z.string()),
  permanentStorageDate: optional(Instant),
  seller: optional(z.looseObject({ nip: optional(z.string()), name: optional(z.string()) })),
  buyer: optional(z.looseObject({ name: optional(z.string()) })),
  invoiceHash: optional(z.string()),
});
export type InvoiceMetadata = z.infer<typeof InvoiceMetadata>;

export const MetadataPage = z.looseObject({
  hasMore: z.boolean(),
  isTruncated: z.boolean(),
  permanentStorageHwmDate: optional(Instant),
  invoices: z.array(InvoiceMetadata),
});
export type MetadataPage = z.infer<typeof MetadataPage>;

export const ExportStarted = z.looseObject({ referenceNumber: z.string().min(1) });

const ExportPart = z.looseObject({
  ordinalNumber: z.int(),
  partName: optional(z.string()),
  method: z.string(),
  url: z.string(),
  partSize: z.int(),
  partHash: z.string().length(44),
  encryptedPartSize: z.int(),
  encryptedPartHash: z.string().length(44),
});
export type ExportPart = z.infer<typeof ExportPart>;

export const ExportPackage = z.looseObject({
  invoiceCount: z.int(),
  isTruncated: z.boolean(),
  parts: z.array(ExportPart),
  lastPermanentStorageDate: optional(Instant),
  permanentStorageHwmDate: optional(Instant),
  compressionType: optional(z.string()),
});
export type ExportPackage = z.infer<typeof ExportPackage>;

export const ExportStatus = z.looseObject({ status: Status, package: optional(ExportPackage) });
export type ExportStatus = z.infer<typeof ExportStatus>;

export const PackageIndex = z.looseObject({ invoices: z.array(z.looseObject({ ksefNumber: z.string().min(1) })) });

/** Both error shapes in one reading; every level may be missing. */
export const Problem = z.looseObject({
  title: optional(z.string()),
  detail: optional(z.string()),
  reasonCode: optional(z.string()),
  security: optional(z.record(z.string(), z.unknown())),
  traceId: optional(z.string()),
  errors: optional(
    z.array(
      z.looseObject({ code: z.int(), description: optional(z.string()), details: optional(z.array(z.string())) }),
    ),
  ),
  exception: optional(
    z.looseObject({
      serviceCode: optional(z.string()),
      exceptionDetailList: optional(
        z.array(
          z.looseObject({
            exceptionCode: optional(z.int()),
            exceptionDescription: optional(z.string()),
            details: optional(z.array(z.string())),
          }),
        ),
      ),
    }),
  ),
});
export type Problem = z.infer<typeof Problem>;
