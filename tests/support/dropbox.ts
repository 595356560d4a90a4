// A simulated Dropbox, and the client ready to use it. Slices small enough for tests.
import { dropboxKind } from '../../electron/core/providers/dropbox/kind';
import {
  createDropboxSimulator,
  DEMO,
  type DropboxOptions,
} from '../../electron/core/providers/dropbox/simulator/index';
import type { FieldValues } from '../../shared/forms/fields';
import { cloudBench } from './cloud';

const MiB = 1 << 20;

export function dropbox(knobs: Partial<DropboxOptions> = {}, settings: FieldValues = {}) {
  return cloudBench({
    kind: { ...dropboxKind, wholeUpTo: MiB, sliceBytes: MiB },
    make: (options) => createDropboxSimulator({ ...options, ...knobs }),
    settings: { client_id: DEMO.clientId, ...settings },
    credentials: { access_token: DEMO.accessToken, refresh_token: DEMO.refreshToken },
  });
}
