// A simulated Google Drive, and the client ready to use it. Slices small enough for tests.
import { driveKind } from '../../electron/core/providers/google_drive/kind';
import {
  createDriveSimulator,
  DEMO,
  type DriveOptions,
} from '../../electron/core/providers/google_drive/simulator/index';
import type { FieldValues } from '../../shared/forms/fields';
import { cloudBench } from './cloud';

const MiB = 1 << 20;

export function drive(knobs: Partial<DriveOptions> = {}, settings: FieldValues = {}) {
  return cloudBench({
    kind: { ...driveKind, wholeUpTo: MiB, sliceBytes: MiB },
    make: (options) => createDriveSimulator({ ...options, ...knobs }),
    settings: { client_id: DEMO.clientId, default_folder_id: 'root', ...settings },
    credentials: {
      client_secret: DEMO.clientSecret,
      access_token: DEMO.accessToken,
      refresh_token: DEMO.refreshToken,
    },
  });
}
