// Sends to KSeF in as few lines as possible, beside the foreign client: the published description, fetch and node:crypto alone.
import { createCipheriv, randomBytes } from 'node:crypto';
import { sha256, type Answer, type ForeignKsef } from './foreignKsef';

export const FA3 = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };

export interface ForeignSession {
  readonly reference: string;
  readonly key: Buffer;
  readonly iv: Buffer;
  readonly answer: Answer;
}

export const seal = (plain: Uint8Array, { key, iv }: { readonly key: Buffer; readonly iv: Buffer }): Buffer => {
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
};

async function encryption(client: ForeignKsef) {
  const [key, iv] = [randomBytes(32), randomBytes(16)];
  const { cipher, publicKeyId } = await client.encrypt('SymmetricKeyEncryption', key);
  return {
    key,
    iv,
    encryption: { encryptedSymmetricKey: cipher, initializationVector: iv.toString('base64'), publicKeyId },
  };
}

const referenceOf = ({ body }: Answer): string => (body as unknown as { referenceNumber: string }).referenceNumber;

export async function openOnline(client: ForeignKsef, formCode = FA3): Promise<ForeignSession> {
  const { key, iv, encryption: sealed } = await encryption(client);
  const answer = await client.call('POST', '/sessions/online', { formCode, encryption: sealed });
  return { reference: referenceOf(answer), key, iv, answer };
}

export function sendInvoice(
  client: ForeignKsef,
  session: ForeignSession,
  xml: Buffer,
  more: object = {},
): Promise<Answer> {
  const content = seal(xml, session);
  return client.call('POST', `/sessions/online/${session.reference}/invoices`, {
    invoiceHash: sha256(xml),
    invoiceSize: xml.length,
    encryptedInvoiceHash: sha256(content),
    encryptedInvoiceSize: content.length,
    encryptedInvoiceContent: content.toString('base64'),
    ...more,
  });
}

export interface InvoiceState {
  readonly status: {
    readonly code: number;
    readonly details?: readonly string[];
    readonly extensions?: Readonly<Record<string, string>>;
  };
  readonly ksefNumber: string | null;
  readonly upoDownloadUrl: string | null;
}

/** Asks until it is decided. */
export async function decided(client: ForeignKsef, session: ForeignSession, sent: Answer): Promise<InvoiceState> {
  for (;;) {
    const { body } = await client.call('GET', `/sessions/${session.reference}/invoices/${referenceOf(sent)}`);
    const state = body as unknown as InvoiceState;
    if (state.status.code >= 200) return state;
  }
}

export interface BatchAnswer {
  readonly referenceNumber: string;
  readonly partUploadRequests: readonly {
    readonly ordinalNumber: number;
    readonly method: string;
    readonly url: string;
    readonly headers: Record<string, string>;
  }[];
}

export async function openBatch(client: ForeignKsef, archive: Buffer, partSize: number, more: object = {}) {
  const { key, iv, encryption: sealed } = await encryption(client);
  const plain: Buffer[] = [];
  for (let at = 0; at < archive.length; at += partSize) plain.push(archive.subarray(at, at + partSize));
  const parts = plain.map((part) => seal(part, { key, iv }));
  const fileParts = parts.map((part, index) => ({
    ordinalNumber: index + 1,
    fileSize: part.length,
    fileHash: sha256(part),
  }));
  const batchFile = { fileSize: archive.length, fileHash: sha256(archive), fileParts };
  const answer = await client.call('POST', '/sessions/batch', {
    formCode: FA3,
    encryption: sealed,
    batchFile,
    ...more,
  });
  return { answer, opened: answer.body as unknown as BatchAnswer, parts };
}

export async function uploadParts(
  client: ForeignKsef,
  opened: BatchAnswer,
  parts: readonly Buffer[],
): Promise<number[]> {
  const statuses: number[] = [];
  for (const { url, method, headers, ordinalNumber } of opened.partUploadRequests) {
    const body = new Uint8Array(parts[ordinalNumber - 1] ?? Buffer.alloc(0));
    statuses.push((await client.send(new Request(url, { method, headers, body }))).status);
  }
  return statuses;
}
