// Every credential field of every provider holds a canary. It must turn up nowhere: not in logs, databases, answers or the support file.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { registry } from '../../electron/core/providers/registry';
import { demoOrigin } from '../../electron/core/providers/sdk/demoOrigin';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { Simulator } from '../../electron/core/providers/sdk/simulatorKit';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import type { FieldValues } from '../../shared/forms/fields';
import { filesBelow, findSecrets, findSecretsBelow, uglyCanary, type Secret } from '../support/secretForms';
import { otherCredentials } from '../support/otherCredentials';
import { REFUSED, refusalsNaming } from '../support/refusalsNaming';
import { sentForTokens, tokensIn } from '../support/signInSecrets';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

const credentialsOf = (manifest: ProviderManifest): string[] =>
  manifest.fields.filter(({ store }) => store === 'credentials').map(({ id }) => id);

/** Looks like the real one, so that it is sent. */
const likelyCanary = (real: unknown): string => {
  const text = String(real);
  const tail = randomBytes(12).toString('hex');
  return text.length > tail.length ? text.slice(0, -tail.length) + tail : text + tail;
};

interface Watched {
  readonly manifest: ProviderManifest;
  readonly simulator: () => Simulator;
}

const secrets: Secret[] = [];
const know = (name: string, value: string): string => {
  if (!secrets.some((secret) => secret.value === value)) secrets.push({ name, value });
  return value;
};

/** A client with a fault: it throws what it was given. */
let isClumsy = false;

/** Providers that send the credential itself, in a header or parameter of its own. */
const carried = new Set<string>();

/** In the demo one service may stand for two providers; here each has its own, so that what it was sent is known. */
function atHome({ id, demoValues }: ProviderManifest): ProviderManifest['demoValues'] {
  const isOrigin = (value: unknown) => /^https:\/\/[^/]+\.demo\.invalid$/.test(String(value));
  return Object.fromEntries(
    Object.entries(demoValues).map(([field, value]) => [field, isOrigin(value) ? demoOrigin(id) : value]),
  );
}

/** What is sent as Authorization is a secret, too: session tokens above all. */
function watched(original: ProviderManifest): Watched {
  let made: Simulator | undefined;
  const simulator: ProviderManifest['simulator'] = async () => {
    const create = await original.simulator();
    return (options) => {
      const simulated = create(options);
      made = simulated;
      const handle = async (request: Request): Promise<Response> => {
        const sent = await request.clone().text();
        for (const value of sentForTokens(sent)) know(`${original.id} sign-in`, value);
        // iFirma calls its own by another name.
        const proof = request.headers.get('authorization') ?? request.headers.get('authentication') ?? '';
        const [, value] = /^\S+ (.+)$/.exec(proof) ?? [];
        if (value !== undefined) know(`${original.id} Authorization`, value);
        const values = [...request.headers.values(), ...new URL(request.url).searchParams.values()];
        const real = credentialsOf(original).map((field) => original.demoValues[field]);
        if (values.some((each) => real.includes(each.replace(/^Bearer /, '')))) carried.add(original.id);
        const response = await simulated.handle(request);
        const tokens = original.signIn ? await tokensIn(response.clone()) : [];
        for (const value of tokens) know(`${original.id} token of the sign-in`, value);
        return response;
      };
      return { ...simulated, handle };
    };
  };
  const verify: ProviderManifest['verify'] = async () => {
    const real = await original.verify();
    return (ctx, tick) => {
      if (!isClumsy) return real(ctx, tick);
      const said = credentialsOf(original).map((field) => ctx.connection.credential(field));
      throw new Error(`cannot send ${said.join()} as ${JSON.stringify({ said })}`);
    };
  };
  return {
    manifest: { ...original, demoValues: atHome(original), simulator, verify },
    simulator: () => {
      if (!made) throw new Error(`${original.id} was never asked`);
      return made;
    },
  };
}

let folder: string;
let kontor: TestApp;
const services = registry.map(watched);
const printed: string[] = [];
const recognised: string[] = [];
const goodRuns: string[] = [];
/** Providers that take words of a refusal over into what is copied for support. */
const quoted = new Set<string>();

/** Refused at once, or after the service was asked: both leave a form. */
async function tryToConnect(
  { manifest }: Watched,
  kind: string,
  canaryOf: (field: string) => string,
): Promise<unknown> {
  const { id: flowId } = await kontor.call('connect.start', { providerId: manifest.id });
  const values: FieldValues = { ...manifest.demoValues };
  for (const field of credentialsOf(manifest)) {
    const canary = know(`${manifest.id}.${field} (${kind})`, canaryOf(field));
    values[field] = canary;
    const answer = await kontor.ask('connect.recognise', { flowId, field, text: ` ${canary}\n`, values });
    recognised.push(JSON.stringify(answer));
    await kontor.ask('connect.check', { flowId, values: { ...values, [field]: { nested: canary } } });
    await kontor.ask('connect.check', { flowId, values, [field]: canary });
  }
  const result = await kontor.check(flowId, values).catch(() => null);
  return result?.view.current;
}

/** What the browser's sign-in brings is as secret as what is typed. */
async function signInElsewhere({ manifest, simulator }: Watched): Promise<void> {
  const credentials = credentialsOf(manifest);
  for (const { id: actionId, asks = [] } of manifest.signIn ?? []) {
    const isTyped = ([field]: [string, unknown]) => asks.includes(field) || !credentials.includes(field);
    const typed = Object.fromEntries(Object.entries({ ...manifest.demoValues }).filter(isTyped));
    const { id: flowId } = await kontor.call('connect.start', { providerId: manifest.id });
    const changed = kontor.event('connect.flowChanged');
    await kontor.call('connect.external', { flowId, actionId, values: typed });
    await changed;
    const { current } = await kontor.call('connect.get', { flowId });
    // The demo's pages are followed inside this process, which may be through by now.
    if (current.step === 'external') await simulator().handle(new Request(current.url));
    expect((await kontor.settled(flowId)).current.step, manifest.id).toBe('checked');
    expect(secrets.map(({ name }) => name)).toContain(`${manifest.id} sign-in`);
    await kontor.call('connect.cancel', { flowId });
  }
}

async function signInOtherwise(watched: Watched): Promise<void> {
  const { manifest } = watched;
  const other = otherCredentials(manifest, watched.simulator());
  if (!other) return;
  for (const field of credentialsOf(manifest))
    if (other[field] !== undefined) know(`${manifest.id}.${field} (real)`, String(other[field]));
  const { id: flowId } = await kontor.call('connect.start', { providerId: manifest.id });
  const { view } = await kontor.check(flowId, { ...manifest.demoValues, ...other });
  expect(view.current.step, manifest.id).toBe('checked');
  await kontor.call('connect.cancel', { flowId });
}

/** A check, and a sync where there is one, while the service refuses; answers what the check said. */
async function whileRefused({ id, invoices }: ProviderManifest, companyId: CompanyId, connectionId: ConnectionId) {
  const before = kontor.told.length;
  const { runId } = await kontor.call('connections.verify', { connectionId });
  const { problem } = await kontor.ended(runId);
  expect(problem, id).toBeDefined();
  await kontor.call('runs.log', { runId });
  if (invoices) {
    // Longer than a good sync answers for the next one.
    await kontor.host.clock.advance(20 * 60_000);
    const sync = await kontor.call('sync.start', { companyId, connectionId });
    await kontor.ended(sync.runId);
  }
  if (kontor.told.slice(before).some((text) => text.includes(REFUSED))) quoted.add(id);
  return problem;
}

async function connectAndWork({ manifest, simulator }: Watched, companyId: CompanyId): Promise<void> {
  const demo: FieldValues = { ...manifest.demoValues };
  const real = credentialsOf(manifest)
    .filter((field) => demo[field] !== undefined)
    .map((field) => know(`${manifest.id}.${field} (real)`, String(demo[field])));
  // The last part alone is what opens the door in tokens that begin with a number and a name.
  for (const value of real) know(`${manifest.id} (end of the real one)`, value.split('|').at(-1) ?? value);
  const { connectionId } = await kontor.connect({ providerId: manifest.id, companyId }, demo);
  await kontor.ask('connections.saveSettings', {
    connectionId,
    settings: Object.fromEntries(credentialsOf(manifest).map((field, at) => [field, real[at]])),
  });
  if (manifest.invoices) {
    const { runId } = await kontor.call('sync.start', { companyId, connectionId });
    goodRuns.push((await kontor.ended(runId)).state);
  }
  if (manifest.files) {
    const [newest] = await kontor.call('invoices.months', { companyId });
    const { runId } = await kontor.call('reports.upload', { companyId, connectionId, month: newest?.month ?? '' });
    goodRuns.push((await kontor.ended(runId)).state);
  }
  // A service that repeats what it was sent, in the words of its answers, whichever call the check makes of them.
  const said = real.map((value) => `refused: ${value} ${JSON.stringify({ said: value })} ${encodeURIComponent(value)}`);
  for (const answer of [{ body: said.join() }, ...real.flatMap(refusalsNaming)]) {
    simulator().script([{ match: /./, times: 20, kind: { type: 'status', status: 403, ...answer } }]);
    await whileRefused(manifest, companyId, connectionId);
  }
  isClumsy = true;
  expect((await whileRefused(manifest, companyId, connectionId))?.kind).toBe('bug');
  isClumsy = false;
}

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  }
  folder = dataFolder();
  const encryptionKey = newEncryptionKey();
  secrets.push({ name: 'CONFIG_ENCRYPTION_KEY', value: encryptionKey });
  secrets.push({ name: 'CONFIG_ENCRYPTION_KEY, its bytes', value: Buffer.from(encryptionKey, 'base64url') });
  kontor = await startApp(
    testHost({ data: folder, clock: testClock(), encryptionKey }),
    services.map(({ manifest }) => manifest),
  );
  const { id: companyId } = await kontor.call('companies.create', {
    name: 'Zielona Kuźnia',
    country: 'PL',
    taxId: '5265877635',
  });
  for (const service of services) await tryToConnect(service, 'odd', uglyCanary);
  for (const service of services) {
    const { demoValues } = service.manifest;
    const current = await tryToConnect(service, 'likely', (field) => likelyCanary(demoValues[field]));
    expect(current, service.manifest.id).toMatchObject({ step: 'form', problem: { kind: 'auth' } });
  }
  isClumsy = true;
  for (const service of services) await tryToConnect(service, 'clumsy', uglyCanary);
  isClumsy = false;
  const sourcesFirst = services.toSorted((a, b) => Number(!a.manifest.invoices) - Number(!b.manifest.invoices));
  for (const service of services) await signInElsewhere(service);
  for (const service of services) await signInOtherwise(service);
  for (const service of sourcesFirst) await connectAndWork(service, companyId);
  await kontor.call('providers.list', undefined);
  await kontor.call('connections.list', { companyId });
  await kontor.call('runs.list', { limit: 200 });
  await kontor.call('app.saveSupportFile', undefined);
});
afterAll(() => {
  vi.restoreAllMocks();
  removeDataFolder(folder);
});

describe('a planted secret', () => {
  it('was in every credential field, refused and accepted, and in the sessions that followed', () => {
    const names = secrets.map(({ name }) => name);
    for (const { manifest } of services) {
      for (const field of credentialsOf(manifest)) {
        // The demo leaves some optional fields empty, such as the token of temporary keys.
        const isUsed =
          manifest.demoValues[field] !== undefined ||
          (manifest.actions ?? []).some((action) => 'fields' in action && action.fields.includes(field));
        const kinds = ['odd', 'likely', 'clumsy', ...(isUsed ? ['real'] : [])];
        expect(names).toEqual(expect.arrayContaining(kinds.map((kind) => `${manifest.id}.${field} (${kind})`)));
      }
      if (!carried.has(manifest.id)) expect(names).toContain(`${manifest.id} Authorization`);
    }
    expect(goodRuns.length).toBeGreaterThan(1);
    expect(new Set(goodRuns)).toEqual(new Set(['done']));
  });

  it(
    'lies in no file: databases with their WAL, logs, bundles, spool and the support file',
    { timeout: 120_000 },
    async () => {
      const files = filesBelow(folder).map((file) => path.relative(folder, file));
      expect(files).toEqual(expect.arrayContaining(['config.db', 'config.db-wal', 'kontor-support.json']));
      expect(files.some((file) => file.endsWith('.log'))).toBe(true);
      expect(findSecretsBelow(folder, secrets)).toEqual([]);
      await kontor.stop();
      expect(findSecretsBelow(folder, secrets)).toEqual([]);
    },
  );

  it('is in no answer and no event for the windows', () => {
    expect(kontor.told.length).toBeGreaterThan(20);
    expect(kontor.told.flatMap((text) => findSecrets(text.slice(0, 60), Buffer.from(text), secrets))).toEqual([]);
  });

  it('was in words that are copied for support, where a service quotes what it was sent', () => {
    // The others name only codes of their own, or leave out what stands in quotation marks.
    const wordy = 'aws_s3 fakturownia fiskaly google_drive infakt ksef minio nextcloud onedrive';
    expect([...quoted].sort().join(' ')).toBe(wordy);
  });

  it('does not come back from a paste', () => {
    expect(recognised.length).toBeGreaterThan(1);
    expect(recognised.flatMap((answer) => findSecrets('hint', Buffer.from(answer), secrets))).toEqual([]);
  });

  it('was not printed', () => {
    expect(findSecrets('output', Buffer.from(printed.join('')), secrets)).toEqual([]);
  });
});
