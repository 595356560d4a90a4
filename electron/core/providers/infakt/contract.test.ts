// inFakt keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import infakt from './index';
import { createInfaktSimulator } from './simulator/index';

providerSuite(infakt, {
  wrong: { api_key: 'another0key' },
  values: { since: '2026-08-01' },
  simulator: (options) => createInfaktSimulator({ ...options, months: 3, perMonth: 8 }),
});
