// Where one order goes: names made legal, the address, and the words in which the user sees the path.
import type { WorkContext } from '../sdk/context';
import type { UploadOrder } from '../sdk/files';
import { legalName } from '../sdk/names';
import { escapePath, segmentsOf, shownPath } from '../sdk/paths';
import { capabilitiesOf, type Capabilities } from './capabilities';
import type { Server } from './server';

export interface Target {
  readonly server: Server;
  readonly capabilities: Capabilities;
  readonly folder: readonly string[];
  readonly name: string;
  readonly url: string;
  readonly folderUrl: string;
  /** `/Kontor/2026/10/bundle.zip` */
  readonly path: string;
}

export async function targetOf(ctx: WorkContext, server: Server, order: UploadOrder): Promise<Target> {
  const capabilities = await capabilitiesOf(server);
  // The base folder is the user's own word and stays as it is; what Kontor names is made legal.
  const base = segmentsOf(String(ctx.connection.settings['default_folder'] ?? ''));
  const folder = [...base, ...order.folders.map((name) => legalName(name, capabilities))];
  const name = legalName(order.fileName, capabilities);
  const folderUrl = `${server.files}${escapePath(folder)}`;
  return {
    server,
    capabilities,
    folder,
    folderUrl,
    name,
    url: `${folderUrl}${escapePath([name])}`,
    path: shownPath([...folder, name]),
  };
}
