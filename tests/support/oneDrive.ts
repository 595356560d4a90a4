// A simulated OneDrive, and the client ready to use it. Slices small enough for tests.
import { oneDriveKind } from '../../electron/core/providers/onedrive/kind';
import {
  createOneDriveSimulator,
  DEMO,
  type OneDriveOptions,
} from '../../electron/core/providers/onedrive/simulator/index';
import type { FieldValues } from '../../shared/forms/fields';
import { cloudBench } from './cloud';

/** Three grains of 320 KiB. */
export const SLICE_BYTES = 983_040;

export function oneDrive(knobs: Partial<OneDriveOptions> = {}, settings: FieldValues = {}) {
  return cloudBench({
    kind: { ...oneDriveKind, wholeUpTo: SLICE_BYTES, sliceBytes: SLICE_BYTES },
    make: (options) => createOneDriveSimulator({ ...options, ...knobs }),
    settings: { client_id: DEMO.clientId, ...settings },
    credentials: { access_token: DEMO.accessToken, refresh_token: DEMO.refreshToken },
  });
}
