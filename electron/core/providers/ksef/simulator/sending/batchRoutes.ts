// POST /sessions/batch and /sessions/batch/{referenceNumber}/close. The parts themselves come over presigned links (storage).
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { badRequest, empty, json } from '../http/answers';
import { jsonBody, noBody } from '../http/body';
import type { AuthorizedCall, ProtectedRoute, Route } from '../http/call';
import { fromMs } from '../instants';
import type { World } from '../world';
import { accept } from './accept';
import type { SendingSession, SessionKey, Status } from './model';
import { decrypt } from './onlineRoutes';
import { BatchFormCode, Encryption, openKey, ownerOf, sha256 } from './requests';
import { sessionStatus } from './statuses';
import { unpack, type PackedFile } from './unpack';

const MOST_BYTES = 5_000_000_000;
const MOST_PARTS = 50;
const PART_MINUTES = 20;
/** A plain part of 100 MB, encrypted. */
const MOST_PART_BYTES = (Math.floor(100_000_000 / 16) + 1) * 16;

const OpenRequest = z.strictObject({
  formCode: BatchFormCode,
  encryption: Encryption,
  offlineMode: z.boolean().default(false),
  batchFile: z.strictObject({
    fileSize: z.int().min(1).max(MOST_BYTES),
    fileHash: sha256,
    compressionType: z.enum(['Zip', 'TarGz']).nullish(),
    fileParts: z
      .array(z.strictObject({ ordinalNumber: z.int().min(1), fileSize: z.int().min(1), fileHash: sha256 }))
      .min(1),
  }),
});

async function open(world: World, call: AuthorizedCall): Promise<Response> {
  const { formCode, encryption, offlineMode, batchFile } = await jsonBody(call.request, OpenRequest);
  const { fileParts } = batchFile;
  if (fileParts.length > MOST_PARTS)
    throw badRequest(21161, 'Przekroczono dozwoloną liczbę części pakietu.', `Dozwolone: ${String(MOST_PARTS)}.`);
  const tooBig = fileParts.find(({ fileSize }) => fileSize > MOST_PART_BYTES);
  if (tooBig)
    throw badRequest(
      21157,
      'Nieprawidłowy rozmiar części pakietu.',
      `Część '${String(tooBig.ordinalNumber)}' jest za duża.`,
    );
  if (fileParts.some(({ ordinalNumber }, index) => ordinalNumber !== index + 1))
    throw badRequest(21157, 'Nieprawidłowy rozmiar części pakietu.', 'Numery części nie są kolejne.');
  const key = await openKey(world, encryption);
  const lifeUs = fileParts.length * PART_MINUTES * 60_000_000;
  const session = world.sending.open({
    kind: 'Batch',
    ...ownerOf(call),
    formCode,
    key: call.fault === 'session_key_rejected' ? null : key,
    validUntil: fromMs(world.now()) + lifeUs,
    isOffline: offlineMode,
    batch: { ...batchFile, compression: batchFile.compressionType ?? 'Zip' },
    parts: fileParts.map((part) => ({ ...part, uploaded: null })),
    fault: call.fault,
  });
  return json(201, {
    referenceNumber: session.referenceNumber,
    partUploadRequests: session.parts.map(({ ordinalNumber }) => ({
      ordinalNumber,
      method: 'PUT',
      url: world.storage.uploadLink(session.referenceNumber, ordinalNumber, session.validUntil),
      headers: { 'x-ms-blob-type': 'BlockBlob' },
    })),
  });
}

async function close(world: World, call: AuthorizedCall): Promise<Response> {
  await noBody(call.request);
  const session = world.sending.find(call.params['referenceNumber'] ?? '', call.session.contextNip);
  const now = fromMs(world.now());
  const { code } = world.sending.status(session);
  if (code === 440 && session.closedAt === null)
    throw badRequest(
      21208,
      'Czas oczekiwania na requesty upload lub finish został przekroczony.',
      'Sesja anulowana, przekroczony czas wysyłki.',
    );
  if (code !== 100 && code !== 415)
    throw badRequest(
      21180,
      'Status sesji nie pozwala na wykonanie operacji.',
      `Status sesji ${String(code)} uniemożliwia jej zamknięcie.`,
    );
  for (const { ordinalNumber, uploaded, fileSize } of session.parts) {
    if (uploaded === null)
      throw badRequest(
        21205,
        'Pakiet nie może być pusty.',
        `Nie przesłano zadeklarowanej '${String(ordinalNumber)}' części pliku.`,
      );
    if (uploaded.length !== fileSize)
      throw badRequest(
        21157,
        'Nieprawidłowy rozmiar części pakietu.',
        `Zadeklarowany rozmiar części '${String(ordinalNumber)}' nie zgadza się z rzeczywistym.`,
      );
  }
  session.closedAt = now;
  session.updatedAt = now;
  await process(world, session);
  return empty(204);
}

/** Each invoice by itself: bad ones do not sink the package. */
async function process(world: World, session: SendingSession): Promise<void> {
  const files = await opened(world, session);
  if ('code' in files) {
    session.failure = files;
    return;
  }
  for (const { name, bytes } of files) {
    const delivery = {
      bytes,
      invoiceHash: hashOf(bytes),
      fileName: name.slice(0, 128),
      isOffline: session.isOffline,
      hashOfCorrectedInvoice: null,
      fault: null,
    };
    // The day of acceptance of a package is the day it was announced.
    session.invoices.push(accept(world, session, delivery, session.openedAt));
  }
}

async function opened(world: World, session: SendingSession): Promise<readonly PackedFile[] | Status> {
  const { key, parts, batch, fault } = session;
  if (key === null || batch === null) return sessionStatus('Batch', 415);
  if (fault === 'batch_failed') return sessionStatus('Batch', 500);
  if (parts.some(({ uploaded, fileHash }) => uploaded === null || hashOf(uploaded) !== fileHash))
    return sessionStatus('Batch', 405);
  const whole = joined(session, key);
  if (whole === null) return sessionStatus('Batch', 435);
  if (whole.length !== batch.fileSize || hashOf(whole) !== batch.fileHash) return sessionStatus('Batch', 405);
  const files = await unpack(whole, batch.compression);
  if (files === null) return sessionStatus('Batch', 430);
  return files.length > world.options.maxSessionInvoices ? sessionStatus('Batch', 420) : files;
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

function joined({ parts }: SendingSession, key: SessionKey): Buffer | null {
  const plain = parts.map(({ uploaded }) => (uploaded === null ? null : decrypt(uploaded, key)));
  return plain.some((part) => part === null) ? null : Buffer.concat(plain.filter((part) => part !== null));
}

export function batchRoutes(world: World): readonly Route[] {
  const post = (
    path: string,
    group: 'batchSession' | 'batchSessionClose',
    handle: ProtectedRoute['handle'],
  ): Route => ({
    method: 'POST',
    path,
    access: 'token',
    tokens: ['ContextToken'],
    group,
    permissions: ['InvoiceWrite', 'EnforcementOperations'],
    handle,
  });
  return [
    post('/sessions/batch', 'batchSession', (call) => open(world, call)),
    post('/sessions/batch/{referenceNumber}/close', 'batchSessionClose', (call) => close(world, call)),
  ];
}
