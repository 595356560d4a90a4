// OneDrive keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import manifest from './index';
import type { OneDriveSimulator } from './simulator/index';

providerSuite(manifest, {
  wrong: { access_token: 'not-this-one', refresh_token: 'not-this-one-either' },
  files: (simulator) => (simulator as OneDriveSimulator).control.files(),
});
