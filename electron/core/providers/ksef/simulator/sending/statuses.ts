// The words of the published status tables, and what a session comes to.
import { isGood, type SendingSession, type SentInvoice, type Status } from './model';

const ONLINE: Readonly<Record<number, string>> = {
  100: 'Sesja interaktywna otwarta',
  170: 'Sesja interaktywna zamknięta',
  200: 'Sesja interaktywna przetworzona pomyślnie',
};
const BATCH: Readonly<Record<number, string>> = {
  100: 'Sesja wsadowa rozpoczęta',
  150: 'Trwa przetwarzanie',
  200: 'Sesja wsadowa przetworzona pomyślnie',
  405: 'Błąd weryfikacji poprawności dostarczonych elementów paczki',
  420: 'Przekroczony limit faktur w sesji',
  430: 'Błąd dekompresji pierwotnego archiwum',
  435: 'Błąd odszyfrowania zaszyfrowanych części archiwum',
  500: 'Nieznany błąd (500)',
};
const BOTH: Readonly<Record<number, string>> = {
  415: 'Błąd odszyfrowania dostarczonego klucza',
  440: 'Sesja anulowana',
  445: 'Błąd weryfikacji, brak poprawnych faktur',
};

export function sessionStatus(kind: SendingSession['kind'], code: number, ...details: readonly string[]): Status {
  const description = (kind === 'Online' ? ONLINE : BATCH)[code] ?? BOTH[code] ?? 'Nieznany stan';
  return { code, description, ...(details.length === 0 ? {} : { details }) };
}

const INVOICE: Readonly<Record<number, string>> = {
  100: 'Faktura przyjęta do dalszego przetwarzania',
  150: 'Trwa przetwarzanie',
  200: 'Sukces',
  405: 'Przetwarzanie anulowane z powodu błędu sesji',
  410: 'Nieprawidłowy zakres uprawnień',
  415: 'Brak możliwości wysyłania faktury z załącznikiem',
  430: 'Błąd weryfikacji pliku faktury',
  435: 'Błąd odszyfrowania pliku',
  440: 'Duplikat faktury',
  450: 'Błąd weryfikacji semantyki dokumentu faktury',
  500: 'Nieznany błąd (500)',
  550: 'Operacja została anulowana przez system',
};

export function invoiceStatus(code: number, ...details: readonly string[]): Status {
  return { code, description: INVOICE[code] ?? 'Nieznany stan', ...(details.length === 0 ? {} : { details }) };
}

export function duplicate(originalKsefNumber: string, session: string): Status {
  const status = invoiceStatus(440, 'Faktura o tym numerze i rodzaju została już przyjęta od tego sprzedawcy.');
  return { ...status, extensions: { originalSessionReferenceNumber: session, originalKsefNumber } };
}

/** What is shown now; asking is what moves it on. */
export function shownStatus(invoice: SentInvoice, isAsking: boolean): Status {
  if (invoice.pollsLeft <= 0) return invoice.outcome;
  if (isAsking) invoice.pollsLeft -= 1;
  return invoiceStatus(150);
}

/** What a closed session comes to once everything in it is decided. */
export function closedStatus(session: SendingSession): Status {
  const { kind, invoices, failure } = session;
  if (failure) return failure;
  if (invoices.length === 0) return sessionStatus(kind, 440, 'Nie przesłano faktur');
  return sessionStatus(kind, invoices.some(isGood) ? 200 : 445);
}
