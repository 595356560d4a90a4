export const catalogue = import.meta.glob<{ default: Record<string, unknown> }>('../../../shared/locales/en/*.json', {
  eager: true,
});
