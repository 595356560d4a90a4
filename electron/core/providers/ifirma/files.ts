// The page of a sale. Costs the API does not give, and of kinds that Kontor does not know it cannot ask for a page either.
import { isCodedRefusal } from '../sdk/refusals';
import { noSourceFile, type SourceFiles } from '../sdk/sourceFile';
import { isKnownKind, openApi } from './api';

const PREFIX = 'sale-';

export const sourceFiles: SourceFiles = {
  has: ({ naturalKey }) => naturalKey.startsWith(PREFIX) && isKnownKind(naturalKey.slice(PREFIX.length)),
  fetch: async (ctx, order) => {
    const id = order.record.naturalKey.slice(PREFIX.length);
    try {
      await openApi(ctx).page(id, order);
      return {};
    } catch (error) {
      // A document that is not there is refused as a wrong one.
      if (isCodedRefusal(error, '201', '208', 'HTTP 404')) throw noSourceFile(`${id}: ${error.spec.details ?? ''}`);
      throw error;
    }
  },
};
