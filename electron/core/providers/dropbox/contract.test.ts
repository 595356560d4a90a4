// Dropbox keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import manifest from './index';
import type { DropboxSimulator } from './simulator/index';

providerSuite(manifest, {
  wrong: { access_token: 'sl.not-this-one', refresh_token: 'not-this-one-either' },
  files: (simulator) => (simulator as DropboxSimulator).control.files(),
});
