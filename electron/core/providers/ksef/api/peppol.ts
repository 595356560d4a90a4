// Peppol service providers that KSeF knows. Public.
import { z } from 'zod';
import { call, type Ksef } from '../call';
import type { OffsetPaging } from './caller';
import { Instant } from './schemas';

const Providers = z.looseObject({
  peppolProviders: z.array(z.looseObject({ id: z.string(), name: z.string(), dateCreated: Instant })),
  hasMore: z.boolean(),
});

export function peppolApi(ksef: Ksef) {
  return {
    list: ({ pageOffset = 0, pageSize = 100 }: OffsetPaging = {}) =>
      call(ksef, {
        method: 'GET',
        path: '/peppol/query',
        query: { pageOffset, pageSize },
        group: 'public',
        answer: Providers,
      }),
  };
}
