// fiskaly keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import fiskaly from './index';
import { createFiskalySimulator, KEYS } from './simulator/index';

providerSuite(fiskaly, {
  wrong: { api_secret: 'x'.repeat(43) },
  other: { api_key: KEYS.other.key, api_secret: KEYS.other.secret },
  simulator: (options) => createFiskalySimulator({ ...options, months: 1 }),
});
