// What can be set about a simulated OneDrive. The app passes the three of SimulatorOptions only; the rest is for tests.
import type { SimulatorOptions } from '../../sdk/simulatorKit';

export interface OneDriveKnobs {
  readonly totalBytes?: number;
  /** Scopes of the demo's tokens. */
  readonly scopes?: readonly string[];
  /** Accounts of some firms have no folder for apps. */
  readonly hasAppFolder?: boolean;
  readonly accessSeconds?: number;
  /** Every slice but the last is a multiple of it; smaller in tests of small files. */
  readonly sliceGrain?: number;
  /** Old versions of rclone send the token to addresses that need none; drives of firms let it pass. */
  readonly letsTokensPass?: boolean;
}
export type OneDriveOptions = SimulatorOptions & OneDriveKnobs;

export const SCOPES = ['Files.ReadWrite.AppFolder', 'Files.ReadWrite', 'User.Read', 'offline_access'];

/** The only account and the only registration; worth nothing elsewhere. */
export const DEMO = {
  clientId: '00000000-0000-4000-8000-000000000000',
  email: 'biuro@zielona-kuznia.example',
  driveId: 'b!DemoDrive000000000000',
  accessToken: 'demo-access-0000000000000000000000000000000000000000',
  refreshToken: 'demo-refresh-0.00000000000000000000000000000000000',
  /** Its folder for this app. */
  appFolder: '/Apps/Kontor',
} as const;

export function complete(options: OneDriveOptions) {
  return {
    totalBytes: 5_000_000_000,
    scopes: ['Files.ReadWrite', 'User.Read', 'offline_access'] as readonly string[],
    hasAppFolder: true,
    accessSeconds: 3600,
    sliceGrain: 327_680,
    letsTokensPass: false,
    ...options,
    baseUrl: options.baseUrl.replace(/\/$/, ''),
  };
}
export type CompleteOptions = ReturnType<typeof complete>;
