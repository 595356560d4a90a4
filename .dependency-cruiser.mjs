// Who may import whom. tests/layering breaks each of these rules once and sees it named.

const test = String.raw`\.test\.tsx?$`;
const edge = String.raw`^electron/(main|preload)\.ts$|^electron/host/`;
const providers = '^electron/core/providers';
const simulatorOf = (folder) => `${providers}/${folder}/simulator(/|[A-Z][^/]*|)([.]ts$)?`;
/** A provider's folder, or that of a protocol in the SDK which several providers speak. */
const owner = '(?:sdk/)?[^/]+';

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

export default {
  forbidden: [
    rule(
      'no-cycles',
      'What needs each other at run time is one thing, or one of the two should be handed to the other.',
      { path: '^(electron|shared|renderer|tests)/' },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'no-orphans',
      'A file that nothing imports and that imports nothing is not part of the program.',
      {
        orphan: true,
        path: '^(electron|shared|renderer)/',
        pathNot: [test, String.raw`\.d\.ts$`, String.raw`\.worker\.ts$`, edge],
      },
      {},
    ),
    rule(
      'everything-is-found',
      'An import that leads nowhere.',
      { path: '^(electron|shared|renderer|tests)/' },
      { couldNotResolve: true },
    ),
    rule(
      'electron-at-the-edge',
      'Only the edge knows Electron: everything else is plain Node and is tested without it.',
      { path: '^(electron|shared|renderer)/', pathNot: edge },
      { path: '^electron$|node_modules/electron/' },
    ),
    rule(
      'edge-knows-the-app-only',
      'The edge makes ports from leaves of the core, hands them to the app and passes calls on; it reaches into nothing else.',
      { path: edge, pathNot: test },
      {
        path: '^electron/core/',
        pathNot: [
          String.raw`^electron/core/(app|ports|dispatcher|systemClock|uuid|texts)\.ts$`,
          String.raw`^electron/core/(http/transports/|vault/generateKey\.ts$|providers/registry\.ts$)`,
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'core-knows-no-window',
      'The core runs without Electron and without a page.',
      { path: '^electron/core/' },
      { path: [edge, '^renderer/', 'node_modules/(react|react-dom|@mantine)/'] },
    ),
    rule(
      'shared-stands-alone',
      'Both processes load it: only itself, and npm packages that run anywhere.',
      { path: '^shared/', pathNot: test },
      { pathNot: ['^shared/', 'node_modules/(zod|big[.]js|temporal-polyfill)/'] },
    ),
    rule(
      'renderer-knows-shared-only',
      'The window reaches the core through the contract alone, and has no Node.',
      { path: '^renderer/', pathNot: test },
      { path: ['^electron/', '^tests/', '^build/'] },
    ),
    rule(
      'renderer-has-no-node',
      'The window is sandboxed.',
      { path: '^renderer/', pathNot: test },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'ui-kit-behind-ui',
      'The kit is wrapped once, so that it can be changed once.',
      { path: '^renderer/', pathNot: '^renderer/ui/' },
      { path: 'node_modules/@mantine/' },
    ),
    rule(
      'providers-are-islands',
      'A provider knows the SDK and the formats; http, log and signal are handed to it.',
      { path: `${providers}/(?!sdk/)([^/]+)/`, pathNot: test },
      { path: '^electron/core/', pathNot: String.raw`^electron/core/(formats/|providers/($1|sdk)/|ports\.ts$)` },
    ),
    rule(
      'sdk-knows-no-provider',
      'What all providers share cannot depend on one of them.',
      { path: `${providers}/sdk/` },
      { path: '^electron/core/', pathNot: String.raw`^electron/core/(formats/|providers/sdk/|ports\.ts$)` },
    ),
    rule(
      'simulators-share-nothing-with-clients',
      'What a simulator and its client both get wrong, no test finds: it shares no code of ours but the kit and the simulator of its protocol.',
      { path: simulatorOf(`(?!sdk/simulatorKit)(${owner})`), pathNot: test },
      {
        path: '^(electron|shared|renderer)/',
        pathNot: [
          simulatorOf('$1'),
          String.raw`${providers}/sdk/simulatorKit[.]ts$`,
          String.raw`${providers}/sdk/[^/]+/simulator/`,
        ],
      },
    ),
    rule(
      'simulators-use-other-libraries',
      'Nor the libraries with which the product reads ZIP and XML.',
      { path: simulatorOf(owner), pathNot: test },
      { path: 'node_modules/(yauzl|saxes)/' },
    ),
    rule(
      'libraries-of-simulators',
      'And the product does not read with those that simulators use.',
      { path: '^(electron|shared)/', pathNot: [test, simulatorOf(owner)] },
      { path: 'node_modules/(fast-xml-parser|tar-stream)/' },
    ),
    rule(
      'simulators-come-lazily',
      'A simulator is a chunk that only tests and the demo company load.',
      { path: '^(electron|shared)/', pathNot: [test, simulatorOf(owner)] },
      { path: simulatorOf(owner), dynamic: false, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'formats-are-pure',
      'Formats run in workers, for providers and for file import alike: bytes in, values out.',
      { path: '^electron/core/formats/', pathNot: test },
      {
        path: [
          '^electron/core/(?!formats/)',
          '^(node:)?(fs|net|tls|http|https|http2|dns|child_process|worker_threads)(/|$)',
        ],
      },
    ),
    rule(
      'handlers-are-thin',
      'A handler calls one service: no SQL, no HTTP, no files.',
      { path: '^electron/core/handlers/', pathNot: test },
      { path: '^electron/core/(archive|db|http|jobs|providers|vault)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'services-do-not-look-up',
      'Calls go down: a service knows no handler and not the composition root.',
      { path: '^electron/core/(services|jobs|http|vault|db|archive|formats|providers|events|log)/', pathNot: test },
      { path: String.raw`^electron/core/(handlers/|app\.ts$|dispatcher\.ts$)`, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'db-knows-db-only',
      'The config store returns domain types and needs nothing of the core but its ports, the log and arithmetic.',
      { path: '^electron/core/db/', pathNot: test },
      {
        path: '^electron/core/',
        pathNot: String.raw`^electron/core/(db/|log/|(ports|time|uuid)\.ts$|http/budget\.ts$)`,
      },
    ),
    rule(
      'product-without-tests',
      'Nothing of the tests or the build gets into the app.',
      { path: '^(electron|shared|renderer)/', pathNot: test },
      { path: ['^(tests|build)/', test, 'node_modules/(vitest|playwright|fast-check)/'] },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: String.raw`\.(css|json|svg|png|woff2)$` },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
