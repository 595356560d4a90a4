// A file over a link that an answer has brought: whatever its name resolves to when it is asked, only a public server is spoken to.
import { expect, it } from 'vitest';
import type { HttpRequest, ProviderHttp } from './http';
import { fetchOverLink } from './sourceFile';

async function askedOver(link: string): Promise<HttpRequest | undefined> {
  const asked: HttpRequest[] = [];
  const http: Partial<ProviderHttp> = {
    download: (request) => {
      asked.push(request);
      return Promise.reject(new Error('seen'));
    },
  };
  const order = {
    record: { naturalKey: '1', direction: 'purchase', content: Buffer.alloc(0) },
    toPath: '',
    onBytes: () => undefined,
  } as const;
  const ctx = { http: http as ProviderHttp, userAgent: 'Kontor/1' };
  await expect(fetchOverLink(ctx, { link, ownOrigin: 'https://service.example' }, order)).rejects.toThrow('seen');
  return asked[0];
}

it('is for public addresses only', async () => {
  expect(await askedOver('https://files.example.com/a')).toMatchObject({ isPublicOnly: true });
});

it('the service itself may stand where the firm wants', async () => {
  expect(await askedOver('https://service.example/a')).toMatchObject({ isPublicOnly: false });
});
