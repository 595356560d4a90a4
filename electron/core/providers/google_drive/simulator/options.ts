// What can be set about a simulated Drive. The app passes the three of SimulatorOptions only; the rest is for tests.
import type { SimulatorOptions } from '../../sdk/simulatorKit';

export interface DriveKnobs {
  /** Null: no limit. */
  readonly limitBytes?: number | null;
  /** Scope of the demo's tokens: what Kontor made, or the whole Drive. */
  readonly scope?: 'drive.file' | 'drive';
  readonly accessSeconds?: number;
  /** Every piece but the last is a multiple of it; smaller in tests of small files. */
  readonly pieceGrain?: number;
  /** While a consent screen is in testing, a sign-in ends after seven days, and the answer tells it. */
  readonly isTesting?: boolean;
  /** Names of folders that others share to be read only. */
  readonly readOnly?: readonly string[];
}
export type DriveOptions = SimulatorOptions & DriveKnobs;

export const SCOPE = 'https://www.googleapis.com/auth/';

/** The only account and the only client; worth nothing elsewhere. */
export const DEMO = {
  clientId: '000000000000-demo.apps.googleusercontent.com',
  clientSecret: 'GOCSPX-demo-0000000000000000000',
  email: 'biuro@zielona-kuznia.example',
  accessToken: 'ya29.demo-access-00000000000000000000000000000000',
  refreshToken: '1//demo-refresh-000000000000000000000000000',
} as const;

export function complete(options: DriveOptions) {
  return {
    limitBytes: 15_000_000_000 as number | null,
    scope: 'drive.file' as 'drive.file' | 'drive',
    accessSeconds: 3600,
    pieceGrain: 262_144,
    isTesting: false,
    readOnly: [] as readonly string[],
    ...options,
    baseUrl: options.baseUrl.replace(/\/$/, ''),
  };
}
export type CompleteOptions = ReturnType<typeof complete>;
