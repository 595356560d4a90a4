// The variables go into a constructed style sheet. A <style> element would need a nonce under our policy (style-src 'self').
import { convertCssVariables, defaultCssVariablesResolver, mergeMantineTheme, DEFAULT_THEME } from '@mantine/core';
import { resolver, theme, variablesOf } from './theme';
import { darkHighContrast, highContrast } from './tokens';

function declarations(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}:${value};`)
    .join('');
}

export function themeCss(): string {
  const whole = mergeMantineTheme(DEFAULT_THEME, theme);
  const base = defaultCssVariablesResolver(whole);
  const ours = resolver(whole);
  const css = convertCssVariables(
    {
      variables: { ...base.variables, ...ours.variables },
      light: { ...base.light, ...ours.light },
      dark: { ...base.dark, ...ours.dark },
    },
    ':root',
  );
  const contrast = [
    [':root[data-contrast="more"][data-mantine-color-scheme="light"]', highContrast] as const,
    [':root[data-contrast="more"][data-mantine-color-scheme="dark"]', darkHighContrast] as const,
  ].map(([selector, tokens]) => `${selector}{${declarations(variablesOf(tokens))}}`);
  return [css, ...contrast].join('\n');
}

let isAdopted = false;
export function adoptTheme(): void {
  if (isAdopted) return;
  isAdopted = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(themeCss());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
