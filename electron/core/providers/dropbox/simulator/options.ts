// What can be set about a simulated Dropbox. The app passes the three of SimulatorOptions only; the rest is for tests.
import type { SimulatorOptions } from '../../sdk/simulatorKit';

export interface DropboxKnobs {
  readonly allocatedBytes?: number;
  /** Scopes that the demo's tokens were granted. */
  readonly scopes?: readonly string[];
  /** Folders into which this account may not write. */
  readonly readOnly?: readonly string[];
  readonly accessSeconds?: number;
  /** Old versions of rclone send names unescaped, and the service understands them. */
  readonly takesUtf8Headers?: boolean;
}
export type DropboxOptions = SimulatorOptions & DropboxKnobs;

export const SCOPES = ['account_info.read', 'files.metadata.read', 'files.content.write', 'files.content.read'];

/** The only account and the only app; worth nothing elsewhere. */
export const DEMO = {
  clientId: 'demo0kontor1app',
  email: 'biuro@zielona-kuznia.example',
  accountId: 'dbid:AADemoKontor000000000000000000000000000',
  accessToken: 'sl.demo-access-0000000000000000000000000000000000000000',
  refreshToken: 'demo-refresh-0000000000000000000000000000',
  redirects: [51_682, 51_683, 51_684].map((port) => `http://localhost:${String(port)}/kontor`),
} as const;

export function complete(options: DropboxOptions) {
  return {
    allocatedBytes: 5_000_000_000,
    scopes: SCOPES as readonly string[],
    readOnly: [] as readonly string[],
    accessSeconds: 14_400,
    takesUtf8Headers: false,
    ...options,
  };
}
export type CompleteOptions = ReturnType<typeof complete>;
