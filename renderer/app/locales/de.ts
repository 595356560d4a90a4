export const catalogue = import.meta.glob<{ default: Record<string, unknown> }>('../../../shared/locales/de/*.json', {
  eager: true,
});
