// What can be set about a simulated S3. The app passes the three of SimulatorOptions only; the rest is for tests.
import type { SimulatorOptions } from '../../simulatorKit';

export interface S3Knobs {
  /** `aws` echoes checksums and checks conditions everywhere; `older` is what servers of some years ago do. */
  readonly kind?: 'aws' | 'minio' | 'older';
  readonly bucket?: string;
  readonly region?: string;
  readonly keys?: { readonly id: string; readonly secret: string; readonly token?: string };
  readonly isVersioned?: boolean;
  /** Nothing can be deleted for good, and everything that is put needs a hash. */
  readonly isLocked?: boolean;
  /** S3's rule is 5 MiB; smaller for tests with small files. */
  readonly minPartBytes?: number;
  /** Entries of one page of a listing; S3's rule is 1,000. */
  readonly pageSize?: number;
  readonly quotaBytes?: number;
  /** Tags are no MD5, as with a key of one's own. */
  readonly isEncrypted?: boolean;
  /** Rights that these keys do not have, by the names of policies. */
  readonly withoutRights?: readonly string[];
}

export type S3Options = SimulatorOptions & S3Knobs;

/** The simulator's only keys: worth nothing elsewhere. */
export const KEYS = { id: 'AKIADEMOKONTOR000001', secret: 'demo0/demo1+demo2/demo3+demo4/demo5' } as const;

export function complete(options: S3Options) {
  return {
    kind: 'aws' as 'aws' | 'minio' | 'older',
    bucket: 'br-reports',
    region: 'eu-central-1',
    keys: KEYS as { readonly id: string; readonly secret: string; readonly token?: string },
    isVersioned: false,
    isLocked: false,
    minPartBytes: 5 << 20,
    pageSize: 1000,
    quotaBytes: Infinity,
    isEncrypted: false,
    withoutRights: [] as readonly string[],
    ...options,
    baseUrl: options.baseUrl.replace(/\/$/, ''),
  };
}
export type CompleteOptions = ReturnType<typeof complete>;
