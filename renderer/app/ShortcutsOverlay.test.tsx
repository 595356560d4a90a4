// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createFakeBridge, installFakeBridge } from '../bridge/fakeBridge';
import { useShell } from '../stores/shell';
import { renderPart } from './renderForTest';
import { ShortcutsOverlay } from './ShortcutsOverlay';

afterEach(() => {
  act(() => useShell.getState().setShortcuts(false));
  cleanup();
});

it('calls the keys as they are called on the keyboard of the language', async () => {
  installFakeBridge(createFakeBridge({}));
  useShell.getState().setShortcuts(true);
  await renderPart(<ShortcutsOverlay />, 'de');
  for (const name of ['Strg', 'Bild ↑', 'Pos1', 'Leertaste', 'Esc']) expect(screen.getAllByText(name)[0]).toBeTruthy();
  expect(screen.queryByText('PgUp')).toBeNull();
});
