// The window in any browser, fed by the fake bridge: `/dev.html?language=pl&theme=dark&place=invoices`. Not part of the build.
import '../zodWithoutEval';
import { createFakeBridge, installFakeBridge, type FakeOptions } from '../bridge/fakeBridge';
import { answerPlaces, type PlacesOptions } from '../bridge/fake/places';
import type { Route } from '../stores/route';

const query = new URLSearchParams(location.search);
const text = (name: string): string | undefined => query.get(name) ?? undefined;
const language = text('language') as FakeOptions['language'];
const theme = text('theme') as FakeOptions['theme'];
const contrast = text('contrast') as FakeOptions['contrast'];
const count = query.get('count');
const delay = query.get('delay');
const fake = createFakeBridge({
  ...(language === undefined ? {} : { language }),
  ...(theme === undefined ? {} : { theme }),
  ...(contrast === undefined ? {} : { contrast }),
  ...(count === null ? {} : { invoiceCount: Number(count) }),
  ...(delay === null ? {} : { delayMs: Number(delay) }),
  hasCompany: query.get('company') !== 'none',
});
const scene = text('scene') as NonNullable<PlacesOptions['scene']> | undefined;
const tick = query.get('tick');
await answerPlaces(fake, {
  ...(scene === undefined ? {} : { scene }),
  ...(tick === null ? {} : { tickMs: Number(tick) }),
});
if (query.get('vault') === 'locked') {
  fake.answer('app.vault', () => ({
    state: 'locked',
    protectedBy: 'passphrase',
    backend: 'basic_text',
    hasPassphrase: true,
  }));
}
if (query.get('vault') === 'keychain') {
  fake.answer('app.vault', () => ({
    state: 'locked',
    protectedBy: 'keychain',
    backend: 'gnome_libsecret',
    hasPassphrase: true,
  }));
}
if (query.get('vault') === 'new') {
  fake.answer('app.vault', () => ({ state: 'new', protectedBy: 'none', backend: 'basic_text', hasPassphrase: false }));
}
const failing = query.get('fail');
if (failing !== null) {
  fake.fail(failing as Parameters<typeof fake.fail>[0], {
    kind: 'unavailable',
    key: 'net.refused',
    params: { host: 'server.biuro.example' },
    supportId: 'K7-9C03',
    details: 'ECONNREFUSED 10.0.4.20:9000',
  });
}
installFakeBridge(fake);
const { useRouteStore } = await import('../stores/route');
// The rest of the address goes to the place as it is: `&month=2026-09`, `&providerId=cloud`, `&connectionId=…`.
if (query.has('place')) useRouteStore.getState().go(Object.fromEntries(query) as unknown as Route);
await import('../main');
