// What a manifest has to bring so that the screens can draw it: names for every field, step, guide line and allowance, in each language.
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';

const languages = ['en', 'pl', 'de', 'et'] as const;

function wanted(manifest: ProviderManifest): string[] {
  const { fields, verifySteps, guideSteps, limits } = manifest;
  return [
    'tile.reads',
    'tile.never',
    ...verifySteps.map((step) => `verify.${step}`),
    ...Array.from({ length: guideSteps }, (_, at) => `guide.${String(at + 1)}`),
    ...limits.shown.map((group) => `budget.${group}`),
    ...fields.flatMap(({ id, choices = [] }) => [
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
export function badlyStored({ fields }: ProviderManifest): string[] {
  return (
    fields
      // Files that a form asks for are keys and certificates.
      .filter(({ kind, store }) => (kind === 'secret' || kind === 'file') !== (store === 'credentials'))
      .map(({ id, kind, store }) => `${id} is a ${kind} kept as ${store}`)
  );
}
