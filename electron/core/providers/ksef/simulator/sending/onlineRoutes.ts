// POST /sessions/online, /sessions/online/{referenceNumber}/invoices and /close.
import { createDecipheriv, createHash } from 'node:crypto';
import { z } from 'zod';
import { badRequest, empty, invalidInput, json } from '../http/answers';
import { jsonBody, noBody } from '../http/body';
import type { AuthorizedCall, ProtectedRoute, Route } from '../http/call';
import type { RateGroup } from '../http/rateLimits';
import { fromMs, isoTicks } from '../instants';
import type { World } from '../world';
import { accept } from './accept';
import type { SendingSession, SessionKey } from './model';
import { base64, Encryption, OnlineFormCode, openKey, ownerOf, SENDERS, sha256 } from './requests';

const OPEN_FOR_US = 12 * 3_600_000_000;

const OpenRequest = z.strictObject({ formCode: OnlineFormCode, encryption: Encryption });
const SendRequest = z.strictObject({
  invoiceHash: sha256,
  invoiceSize: z.int().min(1),
  encryptedInvoiceHash: sha256,
  encryptedInvoiceSize: z.int().min(1),
  encryptedInvoiceContent: base64.min(1),
  offlineMode: z.boolean().default(false),
  hashOfCorrectedInvoice: sha256.nullish(),
});

async function open(world: World, call: AuthorizedCall): Promise<Response> {
  const { formCode, encryption } = await jsonBody(call.request, OpenRequest);
  const key = await openKey(world, encryption);
  const session = world.sending.open({
    kind: 'Online',
    ...ownerOf(call),
    formCode,
    key: call.fault === 'session_key_rejected' ? null : key,
    validUntil: fromMs(world.now()) + OPEN_FOR_US,
    isOffline: false,
    batch: null,
    parts: [],
    fault: call.fault,
  });
  return json(201, { referenceNumber: session.referenceNumber, validUntil: isoTicks(session.validUntil) });
}

const wrongStatus = (code: number, what: string) =>
  badRequest(
    21180,
    'Status sesji nie pozwala na wykonanie operacji.',
    `Status sesji ${String(code)} uniemożliwia ${what}.`,
  );

function online(world: World, call: AuthorizedCall): SendingSession {
  const session = world.sending.find(call.params['referenceNumber'] ?? '', call.session.contextNip);
  if (session.kind === 'Online') return session;
  throw badRequest(21173, 'Brak sesji o wskazanym numerze referencyjnym.', 'To nie jest sesja interaktywna.');
}

async function send(world: World, call: AuthorizedCall): Promise<Response> {
  const session = online(world, call);
  const body = await jsonBody(call.request, SendRequest);
  if (call.fault === 'session_unavailable')
    throw badRequest(21184, 'Sesja tymczasowo niedostępna.', 'Otwórz nową sesję i ponów wysyłkę.');
  const { code } = world.sending.status(session);
  if (code !== 100 || session.key === null) throw wrongStatus(code, 'wysyłkę faktur');
  const most = world.options.maxSessionInvoices;
  if (session.invoices.length >= most)
    throw badRequest(
      21155,
      'Przekroczono dozwoloną liczbę faktur w sesji.',
      `Sesja o numerze referencyjnym ${session.referenceNumber} osiągnęła dozwolony limit liczby faktur ${String(most)}.`,
    );
  const content = Buffer.from(body.encryptedInvoiceContent, 'base64');
  if (content.length !== body.encryptedInvoiceSize)
    throw badRequest(21402, 'Nieprawidłowy rozmiar pliku.', 'Długość treści nie zgadza się z rozmiarem pliku.');
  if (createHash('sha256').update(content).digest('base64') !== body.encryptedInvoiceHash)
    throw badRequest(21403, 'Nieprawidłowy skrót pliku.', 'Skrót treści nie zgadza się ze skrótem pliku.');
  const hashOfCorrectedInvoice = body.hashOfCorrectedInvoice ?? null;
  if (hashOfCorrectedInvoice !== null) checkCorrection(world, hashOfCorrectedInvoice, body.offlineMode);
  const now = fromMs(world.now());
  const invoice = accept(
    world,
    session,
    {
      bytes: decrypt(content, session.key),
      invoiceHash: body.invoiceHash,
      invoiceSize: body.invoiceSize,
      isOffline: body.offlineMode,
      hashOfCorrectedInvoice,
      fault: call.fault,
    },
    now,
  );
  session.invoices.push(invoice);
  session.updatedAt = now;
  return json(202, { referenceNumber: invoice.referenceNumber });
}

function checkCorrection(world: World, hash: string, isOffline: boolean): void {
  if (!isOffline) throw invalidInput('hashOfCorrectedInvoice: tylko z offlineMode = true');
  if (world.sending.isCorrected(hash))
    throw badRequest(
      21166,
      'Korekta techniczna niedostępna.',
      'Faktura posiada już przetworzoną prawidłowo korektę techniczną.',
    );
  if (world.sending.sentWith(hash)?.outcome.code === 200)
    throw badRequest(
      21167,
      'Status faktury nie pozwala na korektę techniczną.',
      'Nie można wysłać korekty technicznej do prawidłowo przetworzonej faktury.',
    );
}

export function decrypt(content: Buffer, { key, iv }: SessionKey): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([decipher.update(content), decipher.final()]);
  } catch {
    return null;
  }
}

async function close(world: World, call: AuthorizedCall): Promise<Response> {
  await noBody(call.request);
  const session = online(world, call);
  const { code } = world.sending.status(session);
  if (code !== 100) throw wrongStatus(code, 'jej zamknięcie');
  session.closedAt = fromMs(world.now());
  session.updatedAt = session.closedAt;
  return empty(204);
}

export function onlineRoutes(world: World): readonly Route[] {
  const post = (path: string, group: RateGroup, handle: ProtectedRoute['handle']): Route => ({
    method: 'POST',
    path,
    access: 'token',
    tokens: ['ContextToken'],
    group,
    permissions: SENDERS,
    handle,
  });
  return [
    post('/sessions/online', 'onlineSession', (call) => open(world, call)),
    post('/sessions/online/{referenceNumber}/invoices', 'invoiceSend', (call) => send(world, call)),
    post('/sessions/online/{referenceNumber}/close', 'onlineSessionClose', (call) => close(world, call)),
  ];
}
