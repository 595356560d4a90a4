// The core with this Electron as its host.
import { createApp } from '../core/app';
import type { KontorApp } from '../core/kontorApp';
import { registry } from '../core/providers/registry';
import { electronHost, type HostOptions } from './electronHost';
import { applicationMenu } from './menu';

export async function createKontor(options: HostOptions): Promise<KontorApp> {
  const kontor = await createApp(electronHost(options), registry);
  applicationMenu(kontor, options.window);
  return kontor;
}
