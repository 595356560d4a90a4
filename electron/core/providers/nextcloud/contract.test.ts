// Nextcloud keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import nextcloud from './index';
import { createNextcloudSimulator, type NextcloudSimulator } from './simulator/index';

providerSuite(nextcloud, {
  wrong: { password: 'nie to hasło' },
  simulator: (options) => createNextcloudSimulator(options),
  files: (simulator) => (simulator as NextcloudSimulator).control.files(),
});
