// From the first start to the demo company with every invoice here, once: the tests that begin with it take a copy.

import { openDemo } from './pages/shell.ts';
import { keepDemoHome } from './support/demoHome.ts';
import { test } from './support/launchApp.ts';
import { testKey } from './support/testKey.ts';

test('the demo company is made for the tests that begin with it', async ({ launch }) => {
  test.setTimeout(180_000);
  const key = testKey();
  const { window, home, close } = await launch({ env: { CONFIG_ENCRYPTION_KEY: key } });
  await openDemo(window);
  await close();
  keepDemoHome(home, key);
});
