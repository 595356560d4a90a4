// GET /invoices/ksef/{ksefNumber}.
import { badRequest, binary, invalidInput } from '../http/answers';
import type { Route } from '../http/call';
import { fromMs } from '../instants';
import type { World } from '../world';

const NUMBER = /^[1-9]\d{9}-\d{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}$/;

export function downloadRoute(world: World): Route {
  return {
    method: 'GET',
    path: '/invoices/ksef/{ksefNumber}',
    access: 'token',
    tokens: ['ContextToken'],
    group: 'invoiceDownload',
    permissions: ['InvoiceRead'],
    handle: ({ params, session }) => {
      const number = params['ksefNumber'] ?? '';
      if (!NUMBER.test(number)) throw invalidInput('ksefNumber: nieprawidłowy numer KSeF');
      const now = fromMs(world.now());
      const record = world.store.get(number);
      const isReadable = record?.subjects.some(({ nip }) => nip === session.contextNip) === true;
      if (!record || !isReadable || record.acquiredAt > now)
        throw badRequest(
          21164,
          'Faktura o podanym identyfikatorze nie istnieje.',
          `Faktura o numerze KSeF ${number} nie została znaleziona.`,
        );
      if (record.storedAt > now || record.visibleAt > now)
        throw badRequest(
          21165,
          'Faktura o podanym numerze KSeF nie jest jeszcze dostępna.',
          `Faktura o numerze KSeF ${number} została przetworzona, ale nie jest jeszcze dostępna do pobrania. Spróbuj ponownie później.`,
        );
      const made = record.make();
      const { hash } = world.store.learn(record, made);
      return binary(made.bytes, { 'content-type': 'application/xml', 'x-ms-meta-hash': hash });
    },
  };
}
