// companies.*, providers.*, connections.*, connect.*: thin, no logic.
import type { AllHandlers } from '../dispatcher';
import type { CompanyService } from '../services/companyService';
import type { ConnectionService } from '../services/connectionService';
import { providerView } from '../services/connectionLooks';
import type { ConnectService } from '../services/connectService';
import type { DemoService } from '../services/demoService';
import type { ProviderManifest } from '../providers/sdk/defineProvider';

export interface CatalogueParts {
  readonly manifests: readonly ProviderManifest[];
  readonly companies: CompanyService;
  readonly connections: ConnectionService;
  readonly connect: ConnectService;
  readonly demo: DemoService;
}

export function catalogueHandlers(
  parts: CatalogueParts,
): Pick<AllHandlers, 'companies' | 'providers' | 'connections' | 'connect'> {
  const { companies, connections, connect, demo } = parts;
  return {
    providers: { list: () => Promise.resolve(parts.manifests.map(providerView)) },
    companies: {
      list: () => companies.list(),
      findings: ({ companyId }) => companies.findings(companyId),
      create: async (input) => ({ id: await companies.create(input) }),
      update: ({ id, ...changes }) => companies.update(id, changes),
      openDemo: () => demo.open(),
      removeDemo: () => demo.remove(),
    },
    connections: {
      list: ({ companyId }) => connections.list(companyId),
      budgets: ({ connectionId }) => connections.budgets(connectionId),
      sessions: ({ connectionId }) => connections.sessions(connectionId),
      endSession: ({ connectionId, reference }) => connections.endSession(connectionId, reference),
      rename: ({ connectionId, title }) => connections.rename(connectionId, title),
      saveSettings: ({ connectionId, settings }) => connections.saveSettings(connectionId, settings),
      pause: ({ connectionId }) => connections.setPaused(connectionId, true),
      resume: ({ connectionId }) => connections.setPaused(connectionId, false),
      verify: ({ connectionId }) => connections.verify(connectionId),
      remove: ({ connectionId, archive }) => connections.remove(connectionId, archive),
    },
    connect: {
      start: (input) => connect.start(input),
      get: ({ flowId }) => Promise.resolve(connect.get(flowId)),
      recognise: ({ flowId, field, text, values }) => Promise.resolve(connect.recognise(flowId, field, text, values)),
      check: ({ flowId, values }) => Promise.resolve().then(() => connect.check(flowId, values)),
      act: ({ flowId, values }) => Promise.resolve().then(() => connect.act(flowId, values)),
      external: ({ flowId, actionId, values }) => connect.external(flowId, actionId, values),
      back: ({ flowId }) => Promise.resolve().then(() => connect.back(flowId)),
      finish: ({ flowId, title, slug }) => connect.finish(flowId, title, slug),
      cancel: ({ flowId }) => {
        connect.cancel(flowId);
        return Promise.resolve();
      },
    },
  };
}
