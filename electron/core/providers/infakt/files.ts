// What came in with a cost. Of sales nothing: asking inFakt for their PDF marks them as printed and takes a draft into the books.
import { noSourceFile, type SourceFiles } from '../sdk/sourceFile';
import { openApi } from './api';

const PREFIX = 'cost-';

export const sourceFiles: SourceFiles = {
  has: ({ naturalKey }) => naturalKey.startsWith(PREFIX),
  fetch: async (ctx, order) => {
    const uuid = order.record.naturalKey.slice(PREFIX.length);
    const api = openApi(ctx);
    const file = (await api.files(uuid)).find((one) => one.text('download_url') !== undefined);
    if (file === undefined) throw noSourceFile(`documents/costs/${uuid}`);
    await api.file(file.text('download_url') ?? '', order);
    const name = file.text('file_name');
    return name === undefined ? {} : { name };
  },
};
