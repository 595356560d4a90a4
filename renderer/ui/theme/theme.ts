import { createTheme, rem, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import { dark, light, type Tokens } from './tokens';

declare module '@mantine/core' {
  export interface MantineThemeOther {
    light: Tokens;
    dark: Tokens;
  }
}

const petrol: MantineColorsTuple = [
  '#EBF6F8',
  '#D2ECF0',
  '#A6D8E1',
  '#74C2CF',
  '#3FAABB',
  '#1391A4',
  '#007A8C',
  '#00687A',
  '#00525F',
  '#003F4A',
];
const gray: MantineColorsTuple = [
  '#F7F9F9',
  '#F0F3F3',
  '#EDF0F1',
  '#E3E8E9',
  '#D3DADC',
  '#84949A',
  '#77848A',
  '#626D71',
  '#4A5559',
  '#12181A',
];
/** Mantine takes shade 7 as the page in the dark. */
const darkShades: MantineColorsTuple = [
  '#E9EEEF',
  '#C9D2D4',
  '#A7B2B5',
  '#8A9599',
  '#343D40',
  '#262D2F',
  '#1C2123',
  '#15191A',
  '#111516',
  '#0E1112',
];

const heading = (size: number, line: number) => ({
  fontSize: rem(size),
  lineHeight: String(line / size),
  fontWeight: '620',
});

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  black: '#12181A',
  white: '#FFFFFF',
  defaultRadius: 'sm',
  cursorType: 'default',
  focusRing: 'auto',
  respectReducedMotion: true,
  fontSmoothing: true,
  colors: { petrol, gray, dark: darkShades },
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
  fontSizes: { xs: rem(11), sm: rem(12), md: rem(13), lg: rem(14), xl: rem(16) },
  lineHeights: { xs: '1.455', sm: '1.333', md: '1.538', lg: '1.429', xl: '1.5' },
  fontWeights: { regular: '400', medium: '550', bold: '620' },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(4), sm: rem(7), md: rem(10), lg: rem(12) },
  shadows: { sm: 'var(--k-shadowSm)', md: 'var(--k-shadowMd)', xl: 'var(--k-shadowXl)' },
  headings: { fontWeight: '620', sizes: { h1: heading(20, 28), h2: heading(14, 20), h3: heading(13, 20) } },
  other: { light, dark },
});

/** Mantine's own colours follow ours, so that its parts need no colour of their own. */
export function variablesOf(tokens: Tokens): Record<string, string> {
  const own = Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--k-${name}`, value]));
  return {
    ...own,
    '--mantine-color-body': tokens.surface,
    '--mantine-color-text': tokens.text,
    '--mantine-color-dimmed': tokens.text2,
    '--mantine-color-placeholder': tokens.text3,
    '--mantine-color-anchor': tokens.accent,
    '--mantine-color-default': tokens.raised,
    '--mantine-color-default-border': tokens.ctl,
    '--mantine-color-default-hover': tokens.sunken,
    '--mantine-color-default-color': tokens.text,
    '--mantine-color-error': tokens.bad,
    '--mantine-color-success': tokens.ok,
    '--mantine-primary-color-filled': tokens.fill,
    '--mantine-primary-color-filled-hover': tokens.fillHover,
    '--mantine-primary-color-contrast': tokens.onFill,
  };
}

export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: variablesOf(light),
  dark: variablesOf(dark),
});
