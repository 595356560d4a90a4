// The window in any browser, fed by the fake bridge: `/dev.html?language=pl&theme=dark&place=invoices`. Not part of the build.
import '../zodWithoutEval';
import { createFakeBridge, type FakeOptions } from '../bridge/fakeBridge';
import type { Place } from '../stores/route';

const query = new URLSearchParams(location.search);
const text = <T extends string>(name: string): T | undefined => (query.get(name) as T | null) ?? undefined;
const language = text<NonNullable<FakeOptions['language']>>('language');
const theme = text<NonNullable<FakeOptions['theme']>>('theme');
const contrast = text<NonNullable<FakeOptions['contrast']>>('contrast');
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
if (query.get('vault') === 'locked') {
  fake.answer('app.vault', () => ({ state: 'locked', protectedBy: 'passphrase', backend: 'basic_text' }));
}
const failing = query.get('fail');
if (failing !== null) {
  fake.fail(failing as Parameters<typeof fake.fail>[0], {
    kind: 'unavailable',
    key: 'net.refused',
    params: { host: 'minio.biuro.example' },
    supportId: 'K7-9C03',
    details: 'ECONNREFUSED 10.0.4.20:9000',
  });
}
window.kontor = fake;
const { useRouteStore } = await import('../stores/route');
const place = text<Place>('place');
if (place !== undefined) useRouteStore.getState().go({ place });
await import('../main');
