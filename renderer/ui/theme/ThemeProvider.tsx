import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { MantineProvider } from '@mantine/core';
import { adoptTheme } from './adoptTheme';
import { theme } from './theme';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}

interface Props {
  readonly scheme: 'system' | 'light' | 'dark';
  readonly contrast: 'system' | 'more';
  readonly children: ReactNode;
}

export function ThemeProvider({ scheme, contrast, children }: Props) {
  adoptTheme();
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  const systemWantsMore = useMedia('(prefers-contrast: more)');
  const resolved = scheme === 'system' ? (systemIsDark ? 'dark' : 'light') : scheme;
  const more = contrast === 'more' || systemWantsMore;
  useEffect(() => {
    document.documentElement.dataset['contrast'] = more ? 'more' : 'normal';
  }, [more]);
  return (
    <MantineProvider theme={theme} forceColorScheme={resolved} withCssVariables={false} withGlobalClasses={false}>
      {children}
    </MantineProvider>
  );
}
