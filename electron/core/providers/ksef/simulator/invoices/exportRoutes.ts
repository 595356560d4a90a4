// POST /invoices/exports and GET /invoices/exports/{referenceNumber}.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invalidInput, json } from '../http/answers';
import { jsonBody } from '../http/body';
import type { AuthorizedCall, Route } from '../http/call';
import { fromMs, isoMicros } from '../instants';
import { unknownKey } from '../keys/routes';
import type { World } from '../world';
import { EXPIRED, hwmDate, lastDates, type ExportJob, type ExportPackage } from './exportJobs';
import { Filters, readRange } from './filters';
import type { PackagePart, PartKey } from './parts';
import { partName } from './storage';

const base64 = z
  .string()
  .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'to nie jest Base64');

const ExportRequest = z.strictObject({
  encryption: z.strictObject({
    encryptedSymmetricKey: base64.min(1),
    initializationVector: base64.min(1),
    publicKeyId: base64.length(44).nullish(),
  }),
  filters: Filters,
  onlyMetadata: z.boolean().default(false),
  compressionType: z.enum(['Zip', 'TarGz']).nullish(),
});

/** Null when the key cannot be had: that shows as status 415 later, as in the real service. */
async function openKey(world: World, { encryption }: z.infer<typeof ExportRequest>): Promise<PartKey | null> {
  const { publicKeyId } = encryption;
  if (publicKeyId && !(await world.keys.knows('SymmetricKeyEncryption', publicKeyId))) throw unknownKey(publicKeyId);
  const iv = Buffer.from(encryption.initializationVector, 'base64');
  if (iv.length !== 16) throw invalidInput('encryption.initializationVector: oczekiwano 16 bajtów');
  const cipher = Buffer.from(encryption.encryptedSymmetricKey, 'base64');
  const opened = await world.keys.decrypt('SymmetricKeyEncryption', cipher, publicKeyId);
  return 'plain' in opened && opened.plain.length === 32 ? { key: opened.plain, iv } : null;
}

async function start(world: World, call: AuthorizedCall): Promise<Response> {
  const body = await jsonBody(call.request, ExportRequest);
  const key = await openKey(world, body);
  const hwm = world.hwm();
  const range = readRange(body.filters, fromMs(world.now()), hwm, world.options.rangeRule);
  const job = world.exports.start({
    contextNip: call.session.contextNip,
    filters: body.filters,
    range,
    onlyMetadata: body.onlyMetadata,
    compression: body.compressionType ?? 'Zip',
    hwm,
    key: call.fault === 'export_key_rejected' ? null : key,
    fault: call.fault,
  });
  if (call.fault === 'late_invoices') {
    await job.package;
    world.addLateInvoices();
  }
  return json(201, { referenceNumber: job.referenceNumber });
}

async function status(world: World, call: AuthorizedCall): Promise<Response> {
  const reference = call.params['referenceNumber'] ?? '';
  if (reference.length !== 36) throw invalidInput('referenceNumber: oczekiwano 36 znaków');
  const job = world.exports.find(reference, call.session.contextNip);
  const now = call.fault === 'export_expired' ? EXPIRED : world.exports.poll(job);
  if (now.code === 100) return json(200, { status: now });
  const completedDate = isoMicros(job.completedAt ?? fromMs(world.now()));
  if (now.code !== 200) return json(200, { status: now, completedDate });
  const made = await job.package;
  return json(200, {
    status: now,
    completedDate,
    packageExpirationDate: isoMicros(world.exports.expiresAt(job)),
    package: describe(world, job, made, call.fault === 'link_expired'),
  });
}

function describe(world: World, job: ExportJob, made: ExportPackage, isOver: boolean) {
  const until = fromMs(world.now()) + (isOver ? -1 : world.options.linkLifeMs) * 1000;
  return {
    invoiceCount: made.invoiceCount,
    size: made.parts.reduce((sum, part) => sum + part.plainSize, 0),
    parts: made.parts.map((part) => describePart(world, job, part, until)),
    isTruncated: made.last !== null,
    ...lastDates(job, made.last),
    ...hwmDate(job),
    compressionType: job.compression,
  };
}

const WRONG = createHash('sha256').update('inna część').digest('base64');

function describePart(world: World, job: ExportJob, part: PackagePart, until: number) {
  const name = partName(job.referenceNumber, part.ordinalNumber, job.compression);
  const isFirst = part.ordinalNumber === 1;
  return {
    ordinalNumber: part.ordinalNumber,
    partName: name,
    method: 'GET',
    url: world.storage.link(job.referenceNumber, name, until),
    partSize: part.plainSize,
    partHash: isFirst && job.fault === 'wrong_plain_hash' ? WRONG : part.plainHash,
    encryptedPartSize: part.encrypted.length,
    encryptedPartHash: isFirst && job.fault === 'wrong_part_hash' ? WRONG : part.encryptedHash,
    expirationDate: isoMicros(until),
  };
}

export function exportRoutes(world: World): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/invoices/exports',
      access: 'token',
      tokens: ['ContextToken'],
      group: 'invoiceExport',
      permissions: ['InvoiceRead'],
      handle: (call) => start(world, call),
    },
    {
      method: 'GET',
      path: '/invoices/exports/{referenceNumber}',
      access: 'token',
      tokens: ['ContextToken'],
      group: 'invoiceExportStatus',
      permissions: ['InvoiceRead'],
      handle: (call) => status(world, call),
    },
  ];
}
