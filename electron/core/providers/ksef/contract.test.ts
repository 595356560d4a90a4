// KSeF keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import ksef from './index';
import { createKsefSimulator, type KsefSimulator } from './simulator/index';

providerSuite(ksef, {
  wrong: { token: `${String(ksef.demoValues['token']).slice(0, -4)}0000` },
  values: { since: '2026-08-01' },
  sender: {
    values: (simulator) => ({ token: (simulator as KsefSimulator).control.tokens.readWrite.token }),
    draft: (simulator) => (simulator as KsefSimulator).control.draft(),
    held: (simulator) => {
      const { control } = simulator as KsefSimulator;
      return control.allNumbers().map((number) => control.document(number));
    },
  },
  simulator: (options) => createKsefSimulator({ ...options, months: 3, count: 40 }),
});
