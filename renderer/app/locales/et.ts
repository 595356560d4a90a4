export const catalogue = import.meta.glob<{ default: Record<string, unknown> }>('../../../shared/locales/et/*.json', {
  eager: true,
});
