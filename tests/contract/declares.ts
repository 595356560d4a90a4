// What a manifest has to bring so that the screens can draw it: names for every field, step, guide line and allowance, in each language.
import type { FieldDescription } from '../../shared/forms/fields';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';

const languages = ['en', 'pl', 'de', 'et'] as const;

const guide = (steps: number, prefix = ''): string[] =>
  Array.from({ length: steps }, (_, at) => `${prefix}guide.${String(at + 1)}`);

/** What the form asks, and what the actions ask. */
export const fieldsOf = ({ fields, actions = [] }: ProviderManifest): readonly FieldDescription[] => [
  ...fields,
  ...actions.flatMap(({ questions }) => questions),
];

export const actionTexts = ({ signIn = [], actions = [] }: ProviderManifest): string[] => [
  ...signIn.map(({ id }) => `action.${id}.label`),
  ...actions.flatMap((action) => [
    `action.${action.id}.title`,
    `action.${action.id}.lead`,
    ...guide(action.guideSteps, `action.${action.id}.`),
    ...(action.kind === 'task' ? action.steps.map((step) => `action.${action.id}.step.${step}`) : []),
  ]),
];

function wanted(manifest: ProviderManifest): string[] {
  const { verifySteps, guideSteps, limits, facts = [] } = manifest;
  return [
    'tile.reads',
    'tile.never',
    ...verifySteps.map((step) => `verify.${step}`),
    ...guide(guideSteps),
    ...actionTexts(manifest),
    ...facts.map((id) => `fact.${id}.label`),
    ...limits.shown.map((group) => `budget.${group}`),
    ...fieldsOf(manifest).flatMap(({ id, choices = [] }) => [
      `field.${id}.label`,
      ...choices.map((choice) => `field.${id}.choice.${choice}`),
    ]),
  ];
}

/** `pl: field.token.label`, … for each text that is not there. */
export function missingDeclarations(manifest: ProviderManifest): string[] {
  return languages.flatMap((language) =>
    wanted(manifest)
      .filter((key) => (manifest.texts[language][key] ?? '').trim() === '')
      .map((key) => `${language}: ${key}`),
  );
}

/** Fields that are sealed although nothing secret is in them, or shown although they look secret; empty when all is well. */
export function badlyStored(manifest: ProviderManifest): string[] {
  return (
    fieldsOf(manifest)
      // Files that a form asks for are keys and certificates.
      .filter(({ kind, store }) => (kind === 'secret' || kind === 'file') !== (store === 'credentials'))
      .map(({ id, kind, store }) => `${id} is a ${kind} kept as ${store}`)
  );
}
