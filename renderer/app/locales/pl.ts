export const catalogue = import.meta.glob<{ default: Record<string, unknown> }>('../../../shared/locales/pl/*.json', {
  eager: true,
});
