// Google Drive keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import manifest from './index';
import type { DriveSimulator } from './simulator/index';

providerSuite(manifest, {
  wrong: { access_token: 'ya29.not-this-one', refresh_token: 'not-this-one-either' },
  files: (simulator) => (simulator as DriveSimulator).control.files(),
});
