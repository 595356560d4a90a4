// One offence per rule of .dependency-cruiser.mjs, planted in a small made-up tree.

export interface Offence {
  readonly rule: string;
  readonly from: string;
  /** The whole file; its imports lead to other files of the tree or to the stub packages. */
  readonly text: string;
}

const provider = 'electron/core/providers/alpha';

export const offences: readonly Offence[] = [
  {
    rule: 'no-cycles',
    from: 'shared/lib/circle.ts',
    text: `import { b } from './circleBack'; export const a = () => b;`,
  },
  { rule: 'no-orphans', from: 'shared/lib/lonely.ts', text: `export const lonely = 1;` },
  { rule: 'everything-is-found', from: 'shared/lib/lost.ts', text: `import './nowhere';` },
  {
    rule: 'electron-at-the-edge',
    from: 'electron/core/log/tray.ts',
    text: `import { app } from 'electron'; app.quit();`,
  },
  { rule: 'edge-knows-the-app-only', from: 'electron/host/shortcut.ts', text: `import '../core/db/open';` },
  {
    rule: 'core-knows-no-window',
    from: 'electron/core/services/page.ts',
    text: `import '../../../renderer/stores/panel';`,
  },
  { rule: 'shared-stands-alone', from: 'shared/contract/peek.ts', text: `import '../../electron/core/ports';` },
  { rule: 'renderer-knows-shared-only', from: 'renderer/pages/peek.ts', text: `import '../../electron/core/ports';` },
  { rule: 'renderer-has-no-node', from: 'renderer/pages/disk.ts', text: `import 'node:fs';` },
  { rule: 'ui-kit-behind-ui', from: 'renderer/pages/button.ts', text: `import '@mantine/core';` },
  { rule: 'providers-are-islands', from: `${provider}/neighbour.ts`, text: `import '../beta/pull';` },
  { rule: 'sdk-knows-no-provider', from: 'electron/core/providers/sdk/favour.ts', text: `import '../beta/pull';` },
  {
    rule: 'simulators-share-nothing-with-clients',
    from: `${provider}/simulator/signing.ts`,
    text: `import '../wire';`,
  },
  {
    rule: 'simulators-share-nothing-with-clients',
    from: 'electron/core/providers/sdk/gamma/simulator/signing.ts',
    text: `import '../sign';`,
  },
  { rule: 'simulators-use-other-libraries', from: `${provider}/simulator.ts`, text: `import 'saxes';` },
  { rule: 'libraries-of-simulators', from: 'electron/core/formats/fa/parse.ts', text: `import 'fast-xml-parser';` },
  { rule: 'simulators-come-lazily', from: `${provider}/index.ts`, text: `import './simulator';` },
  { rule: 'formats-are-pure', from: 'electron/core/formats/fa/read.ts', text: `import 'node:fs';` },
  { rule: 'handlers-are-thin', from: 'electron/core/handlers/list.handlers.ts', text: `import '../db/open';` },
  { rule: 'services-do-not-look-up', from: 'electron/core/services/up.ts', text: `import '../app';` },
  { rule: 'db-knows-db-only', from: 'electron/core/db/fetch.ts', text: `import '../http/engine';` },
  { rule: 'product-without-tests', from: 'electron/core/http/fake.ts', text: `import '../../../tests/support/fake';` },
];

/** What the offences lead to, and imports that look like offences and are none. */
export const innocents: Readonly<Record<string, string>> = {
  'shared/lib/circleBack.ts': `import { a } from './circle'; export const b = () => a;`,
  'shared/lib/total.ts': `import 'zod'; import './money';`,
  'shared/lib/money.ts': `import type {} from './total'; export {};`,
  'shared/lib/total.test.ts': `import './total'; import 'vitest'; import '../../tests/support/fake';`,
  'electron/main.ts': `import 'electron'; import './core/app'; import './host/windows';`,
  'electron/host/windows.ts': `import 'electron'; import '../core/ports';`,
  'electron/core/app.ts': `import './handlers/sync.handlers'; import './providers/registry';`,
  'electron/core/ports.ts': `import '../../shared/lib/total'; export {};`,
  'electron/core/db/open.ts': `import '../ports'; import 'node:fs';`,
  'electron/core/http/engine.ts': `import '../ports';`,
  'electron/core/handlers/sync.handlers.ts': `import '../services/sync'; import type {} from '../db/open';`,
  'electron/core/services/sync.ts': `import '../db/open'; import '../http/engine';`,
  'electron/core/formats/fa/detect.ts': `import 'saxes'; import '../../../../shared/lib/total';`,
  'electron/core/providers/registry.ts': `import './beta/index'; import './sdk/define';`,
  'electron/core/providers/sdk/define.ts': `import '../../../../shared/lib/total';`,
  'electron/core/providers/sdk/simulatorKit.ts': `import 'node:http';`,
  [`${provider}/wire.ts`]: `import '../../formats/fa/detect'; import '../sdk/define';`,
  'electron/core/providers/beta/index.ts': `import './pull'; void import('./simulator');`,
  'electron/core/providers/beta/pull.ts': `import '../sdk/define'; import 'node:crypto';`,
  'electron/core/providers/beta/simulator.ts': `import '../sdk/simulatorKit'; import './simulatorKeys'; import 'fast-xml-parser'; import '../sdk/gamma/simulator/index';`,
  'electron/core/providers/sdk/gamma/sign.ts': `import 'node:crypto';`,
  'electron/core/providers/sdk/gamma/simulator/index.ts': `import '../../simulatorKit'; import 'fast-xml-parser';`,
  'electron/core/providers/beta/simulatorKeys.ts': `import 'node:crypto';`,
  'electron/core/providers/beta/provider.test.ts': `import './index'; import './simulator';`,
  'renderer/main.ts': `import './ui/Button'; import './stores/panel';`,
  'renderer/ui/Button.ts': `import '@mantine/core';`,
  'renderer/stores/panel.ts': `import '../../shared/lib/total';`,
  'tests/support/fake.ts': `import '../../electron/core/app';`,
};

export const stubPackages = ['electron', 'zod', 'saxes', 'fast-xml-parser', 'vitest', '@mantine/core'];
