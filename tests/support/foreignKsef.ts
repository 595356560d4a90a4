// A KSeF client in as few lines as possible, written from the published description with fetch and node:crypto alone: it shares
// nothing with Kontor's client, so that both cannot be wrong together.
import { constants, createDecipheriv, createHash, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto';

export type Send = (request: Request) => Promise<Response>;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The published shapes are checked elsewhere; here they are read as they come.
  readonly body: Record<string, never>;
}

export class ForeignKsef {
  readonly base: string;
  readonly send: Send;
  accessToken = '';
  refreshToken = '';
  headers: Record<string, string> = {};

  constructor(base: string, send: Send = (request) => fetch(request)) {
    this.base = base;
    this.send = send;
  }

  async call(method: string, path: string, body?: unknown, bearer = this.accessToken): Promise<Answer> {
    const request = new Request(`${this.base}/v2${path}`, {
      method,
      headers: {
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...this.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await this.send(request);
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : { text }) as never,
    };
  }

  async encrypt(usage: string, plain: Uint8Array): Promise<{ cipher: string; publicKeyId: string }> {
    const { body } = await this.call('GET', '/security/public-key-certificates', undefined, '');
    const list = body as unknown as { usage: string[]; certificate: string; publicKeyId: string; validTo: string }[];
    const fitting = list.filter((each) => each.usage.includes(usage));
    const found = fitting.at(-1);
    if (!found) throw new Error(`no certificate for ${usage}`);
    const key = new X509Certificate(Buffer.from(found.certificate, 'base64')).publicKey;
    const cipher = publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, plain);
    return { cipher: cipher.toString('base64'), publicKeyId: found.publicKeyId };
  }

  /** Challenge and start; resolves with the operation's first answer. */
  async startLogin(token: string, nip: string, change: (plain: string) => string = (plain) => plain) {
    const challenge = (await this.call('POST', '/auth/challenge', undefined, '')).body as unknown as {
      challenge: string;
      timestampMs: number;
    };
    const plain = change(`${token}|${String(challenge.timestampMs)}`);
    const { cipher, publicKeyId } = await this.encrypt('KsefTokenEncryption', Buffer.from(plain));
    const contextIdentifier = { type: 'Nip', value: nip };
    const body = { challenge: challenge.challenge, contextIdentifier, encryptedToken: cipher, publicKeyId };
    return this.call('POST', '/auth/ksef-token', body, '');
  }

  /** Polls to the end; resolves with the last status. */
  async pollLogin(started: Answer) {
    const { referenceNumber, authenticationToken } = started.body as unknown as {
      referenceNumber: string;
      authenticationToken: { token: string };
    };
    for (;;) {
      const { body } = await this.call('GET', `/auth/${referenceNumber}`, undefined, authenticationToken.token);
      const { status } = body as unknown as { status: { code: number; details?: string[] } };
      if (status.code !== 100) return { status, bearer: authenticationToken.token, referenceNumber };
    }
  }

  async login(token: string, nip: string): Promise<void> {
    const { bearer } = await this.pollLogin(await this.startLogin(token, nip));
    const { body } = await this.call('POST', '/auth/token/redeem', undefined, bearer);
    const tokens = body as unknown as { accessToken: { token: string }; refreshToken: { token: string } };
    this.accessToken = tokens.accessToken.token;
    this.refreshToken = tokens.refreshToken.token;
  }

  async order(filters: object, more: object = {}) {
    const key = randomBytes(32);
    const iv = randomBytes(16);
    const { cipher, publicKeyId } = await this.encrypt('SymmetricKeyEncryption', key);
    const encryption = { encryptedSymmetricKey: cipher, initializationVector: iv.toString('base64'), publicKeyId };
    const answer = await this.call('POST', '/invoices/exports', { encryption, filters, ...more });
    return { answer, key, iv };
  }

  async pollExport(referenceNumber: string) {
    for (;;) {
      const { body } = await this.call('GET', `/invoices/exports/${referenceNumber}`);
      const answer = body as unknown as ExportAnswer;
      if (answer.status.code !== 100) return answer;
    }
  }

  /** Parts downloaded, checked, decrypted and put together. */
  async archive(made: ExportPackage, { key, iv }: { key: Buffer; iv: Buffer }): Promise<Buffer> {
    const plain: Buffer[] = [];
    for (const part of made.parts) {
      const response = await this.send(new Request(part.url, { method: part.method }));
      const bytes = Buffer.from(await response.arrayBuffer());
      if (response.status !== 200) throw new Error(`part ${String(part.ordinalNumber)}: ${String(response.status)}`);
      if (bytes.length !== part.encryptedPartSize || sha256(bytes) !== part.encryptedPartHash)
        throw new Error('part differs');
      if (response.headers.get('x-ms-meta-hash') !== part.encryptedPartHash) throw new Error('header differs');
      const decipher = createDecipheriv('aes-256-cbc', key, iv);
      const opened = Buffer.concat([decipher.update(bytes), decipher.final()]);
      if (opened.length !== part.partSize || sha256(opened) !== part.partHash) throw new Error('plain part differs');
      plain.push(opened);
    }
    return Buffer.concat(plain);
  }
}

export interface ExportPackage {
  readonly invoiceCount: number;
  readonly size: number;
  readonly isTruncated: boolean;
  readonly lastPermanentStorageDate?: string;
  readonly permanentStorageHwmDate?: string;
  readonly parts: readonly {
    readonly ordinalNumber: number;
    readonly url: string;
    readonly method: string;
    readonly partSize: number;
    readonly partHash: string;
    readonly encryptedPartSize: number;
    readonly encryptedPartHash: string;
    readonly expirationDate: string;
  }[];
}

export interface ExportAnswer {
  readonly status: { readonly code: number; readonly details?: string[] };
  readonly package?: ExportPackage;
}
