// Renders a part as the window would: language loaded, formats, theme, queries over a fake bridge. For tests only.
import type { ReactNode } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { configure, render, type RenderResult } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import type { Language } from '../../shared/domain/ids';
import { createFakeBridge, installFakeBridge, type FakeBridge, type FakeOptions } from '../bridge/fakeBridge';
import { createQueryClient, followEvents } from '../bridge/queryClient';
import { createFormats } from '../ui/format';
import { FormatsContext } from '../ui/formatsContext';
import { ThemeProvider } from '../ui/theme/ThemeProvider';
import { App } from './App';
import { createI18n } from './createI18n';
import { loadLanguage } from './i18n';

// A busy machine draws slowly; what is waited for still has to come.
configure({ asyncUtilTimeout: 10_000 });

/** A window of 800 x 600 for the virtual list: the test's document has no layout. */
export function giveLayout(): void {
  Object.defineProperties(HTMLElement.prototype, {
    offsetHeight: { configurable: true, get: () => 600 },
    offsetWidth: { configurable: true, get: () => 800 },
    clientHeight: { configurable: true, get: () => 600 },
    clientWidth: { configurable: true, get: () => 800 },
  });
}

export async function renderPart(part: ReactNode, language: Language = 'en'): Promise<RenderResult> {
  const i18n = createI18n();
  await loadLanguage(i18n, language);
  const client = createQueryClient();
  return render(
    <QueryClientProvider client={client}>
      <I18nextProvider i18n={i18n}>
        <ThemeProvider scheme="light" contrast="system">
          <FormatsContext value={createFormats(language, [], 'Europe/Warsaw')}>{part}</FormatsContext>
        </ThemeProvider>
      </I18nextProvider>
    </QueryClientProvider>,
  );
}

/** `fake`: a bridge that was taught more answers before the window asks. */
export function renderApp(
  options: FakeOptions = {},
  fake: FakeBridge = createFakeBridge(options),
): { readonly fake: FakeBridge; readonly screen: RenderResult } {
  installFakeBridge(fake);
  const client = createQueryClient();
  followEvents(client);
  return { fake, screen: render(<App client={client} i18n={createI18n()} />) };
}
