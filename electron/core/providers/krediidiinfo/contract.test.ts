// The post box keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import type { EdiSimulator } from '../sdk/edi/simulator/index';
import krediidiinfo from './index';

providerSuite(krediidiinfo, {
  wrong: { client_token: 'SmpKlient0demo1Tunnus2vanaks9sai' },
  sender: {
    values: () => ({}),
    draft: (simulator) => (simulator as EdiSimulator).control.draft(),
    held: (simulator) => (simulator as EdiSimulator).control.sold(),
  },
  other: { registry_code: '10000640', client_token: 'TeiseKliendiTunnus0000000000z143' },
});
