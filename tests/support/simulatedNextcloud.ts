// Nextcloud as the demo company meets it, with one simulated server that outlives every start of the app.
import { demoOrigin } from '../../electron/core/providers/sdk/demoOrigin';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import nextcloud from '../../electron/core/providers/nextcloud/index';
import {
  createNextcloudSimulator,
  type NextcloudSimulator,
} from '../../electron/core/providers/nextcloud/simulator/index';
import type { NextcloudKnobs } from '../../electron/core/providers/nextcloud/simulator/options';
import type { FieldValues } from '../../shared/forms/fields';
import type { FakeClock } from './fakeClock';

export interface SimulatedNextcloud {
  readonly manifest: ProviderManifest;
  readonly simulator: NextcloudSimulator;
  readonly values: FieldValues;
  /** Every Authorization header that the server was sent. */
  readonly authorizations: ReadonlySet<string>;
}

export function simulatedNextcloud(clock: FakeClock, knobs: NextcloudKnobs = {}): SimulatedNextcloud {
  const simulator = createNextcloudSimulator({
    now: () => clock.now(),
    baseUrl: demoOrigin('nextcloud'),
    seed: 1,
    ...knobs,
  });
  const authorizations = new Set<string>();
  const handle = (request: Request): Promise<Response> => {
    const header = request.headers.get('authorization');
    if (header !== null) authorizations.add(header);
    return simulator.handle(request);
  };
  return {
    simulator,
    authorizations,
    values: { ...nextcloud.demoValues },
    manifest: { ...nextcloud, simulator: () => Promise.resolve(() => ({ ...simulator, handle })) },
  };
}
