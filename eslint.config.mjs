// Hooks, and what may be imported where. Rules that need types are oxlint's (ADR 27). Layers are dependency-cruiser's; the three commonest
// slips are repeated here for the editor's sake.

import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const electronEdge = ['electron/main.ts', 'electron/preload.ts', 'electron/host/**'];
const tests = ['**/*.test.{ts,tsx}', 'tests/**'];

const electronImport = { name: 'electron', message: 'Only electron/host and the two entries know Electron.' };
const uiKit = { group: ['@mantine/*'], message: 'Take it from renderer/ui, or wrap it there.' };
const neighbour = {
  regex: String.raw`^\.\./(?!sdk(/|$))[^./][^/]*(/|$)`,
  message: 'A provider knows the SDK and the formats, not another provider.',
};
const openExternal = {
  selector: 'MemberExpression[object.name="shell"][property.name="openExternal"]',
  message: 'Addresses are opened in electron/host/openExternal.ts alone, where they are checked first.',
};
const bridge = {
  selector: 'MemberExpression[object.name=/^(window|globalThis)$/][property.name="kontor"]',
  message: 'The bridge is touched in renderer/bridge alone.',
};

const restrictImports = (files, ignores, options) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', options] },
});

export default tseslint.config(
  { ignores: ['dist/**', 'release/**', 'node_modules/**', '.cache/**', 'test-results/**', 'coverage/**'] },
  // A rule that does not fit is discussed here, not switched off in passing.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': ['error', openExternal, bridge],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  // Warns of what the React Compiler would leave alone. It is not used here.
  { files: ['renderer/**/*.{ts,tsx}'], rules: { 'react-hooks/incompatible-library': 'off' } },
  { files: ['build/**', 'tests/**'], rules: { 'no-console': 'off' } },
  // Playwright reads the fixtures that one needs from its pattern, and some need none.
  { files: ['tests/e2e/**'], rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] } },
  { files: ['electron/host/openExternal.ts'], rules: { 'no-restricted-syntax': ['error', bridge] } },
  { files: ['renderer/bridge/**', ...tests], rules: { 'no-restricted-syntax': ['error', openExternal] } },
  {
    files: ['shared/domain/**'],
    ignores: tests,
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: 'Days and instants are text here; see shared/domain/ids.ts.' },
      ],
    },
  },
  restrictImports(['electron/**', 'shared/**'], [...electronEdge, 'electron/core/providers/**'], {
    paths: [electronImport],
  }),
  // Folders inside a provider's folder reach up to their own provider: only files directly in it could reach a neighbour this way.
  restrictImports(['electron/core/providers/*/*'], ['electron/core/providers/sdk/**'], {
    paths: [electronImport],
    patterns: [neighbour],
  }),
  restrictImports(['electron/core/providers/*/*/**'], [], { paths: [electronImport] }),
  restrictImports(['renderer/**'], ['renderer/ui/**'], { paths: [electronImport], patterns: [uiKit] }),
);
