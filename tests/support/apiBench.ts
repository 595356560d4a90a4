// A running core with its local API on, as another program on this computer meets it.
import { afterEach } from 'vitest';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { RunWords, StartedRun } from '../../shared/contract/integrations';
import { deadPort } from './loopback';
import { startApp, type TestApp } from './testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from './testHost';

export interface ApiReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; null where there is none. */
  readonly json: never;
}

export interface ApiBench {
  readonly kontor: TestApp;
  readonly folder: string;
  readonly token: string;
  readonly port: number;
  readonly origin: string;
  /** Below `/api`, with the token. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<ApiReply>;
  /** The run that was started, when it has ended. */
  ended(started: ApiReply): Promise<RunWords>;
  close(): Promise<void>;
}

const open: ApiBench[] = [];
export function closeApiBenches(): void {
  afterEach(async () => {
    for (const bench of open.splice(0)) await bench.close();
  });
}

export async function apiBench(manifests: readonly ProviderManifest[]): Promise<ApiBench> {
  const [folder, clock] = [dataFolder(), testClock()];
  const host = testHost({ data: folder, clock, encryptionKey: newEncryptionKey() });
  const kontor = await startApp(host, manifests);
  const port = await deadPort();
  const { token = '' } = await kontor.call('api.save', { isOn: true, port });
  const origin = `http://127.0.0.1:${String(port)}`;
  const ask: ApiBench['ask'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${origin}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson ? JSON.parse(text) : null) as never,
    };
  };
  const bench: ApiBench = {
    kontor,
    folder,
    token,
    port,
    origin,
    ask,
    ended: async ({ status, json, text }) => {
      if (status !== 202) throw new Error(`${String(status)}: ${text}`);
      const { run } = json as StartedRun;
      await kontor.ended(run);
      return (await ask('GET', `/runs/${run}`)).json;
    },
    close: async () => {
      await kontor.stop();
      removeDataFolder(folder);
    },
  };
  open.push(bench);
  return bench;
}

/** The only company, with the tax id of the demo's accounts. */
export async function addCompany({ ask }: ApiBench): Promise<void> {
  const { status, text } = await ask('POST', '/companies', {
    name: 'Zielona Kuźnia',
    country: 'PL',
    tax_id: '5265877635',
  });
  if (status !== 201) throw new Error(text);
}

export interface DemoBody {
  readonly id: string;
  readonly provider: string;
  readonly integration_type: string;
  readonly credentials: Readonly<Record<string, unknown>>;
}

/** A provider's demo account in the guide's shape: everything under `credentials` but the address. */
export function demoBody({ demoValues, ...manifest }: ProviderManifest, id: string, type: string): DemoBody {
  const { base_url: address, ...credentials } = demoValues;
  return {
    id,
    provider: manifest.id,
    integration_type: type,
    credentials,
    ...(address === undefined ? {} : { base_url: address }),
  };
}
