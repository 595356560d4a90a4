// Which store is in force: what the environment names, else what was chosen in Settings, else the file in the data folder.
// The choice is one small file; to write or to remove it is the moment in which a moved store takes over.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../../shared/errors';
import type { Host, SecretBox } from '../ports';
import { openFernet, sealFernet } from '../vault/fernet';
import { parseKeyList } from '../vault/generateKey';
import { redactUrl } from '../db/serverUrl';
import { configTarget, type ConfigTarget } from '../db/target';

const Chosen = z.strictObject({
  v: z.literal(1),
  /** Without the password. */
  url: z.string(),
  password: z.strictObject({ by: z.enum(['keychain', 'environment']), sealed: z.string() }),
});

type Where = Pick<Host, 'env' | 'secretBox' | 'paths' | 'clock'>;
const fileOf = ({ paths }: Where): string => join(paths.data, 'config-store.json');

export interface StoreInForce {
  readonly target: ConfigTarget;
  /** The environment says so: Settings cannot change it. */
  readonly isFixed: boolean;
}

/** Throws a Failure: those of `configTarget`, config.choice_damaged, config.password_closed. */
export async function storeInForce(host: Where): Promise<StoreInForce> {
  const { env, paths } = host;
  if (env['CONFIG_DB_URL']?.trim() || env['CONFIG_DB_TYPE']?.trim())
    return { target: configTarget(env, paths.data), isFixed: true };
  const file = fileOf(host);
  if (!existsSync(file)) return { target: configTarget({}, paths.data), isFixed: false };
  const chosen = Chosen.safeParse(jsonOf(readFileSync(file, 'utf8')));
  if (!chosen.success) throw new Failure({ kind: 'user_input', key: 'config.choice_damaged', params: { file } });
  const { url, password } = chosen.data;
  const plain = await opened(host, password);
  if (plain === null)
    throw new Failure({ kind: 'unavailable', key: 'config.password_closed', params: { url: redactUrl(url) } });
  const address = new URL(url);
  address.password = encodeURIComponent(plain);
  return { target: configTarget({ CONFIG_DB_URL: address.href }, paths.data), isFixed: false };
}

/** From the next start on. Throws a Failure: config.password_no_place. */
export async function chooseServer(host: Where, url: string): Promise<void> {
  const address = new URL(url);
  const plain = decodeURIComponent(address.password);
  address.password = '';
  await writeChoice(host, address.href, plain);
}

async function writeChoice(host: Where, url: string, plain: string): Promise<void> {
  const password = await sealed(host, plain);
  const text = JSON.stringify({ v: 1, url, password } satisfies z.infer<typeof Chosen>);
  const file = fileOf(host);
  const half = `${file}.half`;
  const handle = openSync(half, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(half, file);
  syncFolder(host.paths.data);
}

/** Its password under the newest key of the environment. */
export async function resealChoice(host: Where): Promise<void> {
  const file = fileOf(host);
  const chosen = existsSync(file) ? Chosen.safeParse(jsonOf(readFileSync(file, 'utf8'))) : null;
  if (!chosen?.success || chosen.data.password.by !== 'environment') return;
  const plain = await opened(host, chosen.data.password);
  if (plain !== null) await writeChoice(host, chosen.data.url, plain);
}

export function chooseFile(host: Where): void {
  rmSync(fileOf(host), { force: true });
  syncFolder(host.paths.data);
}

export function syncFolder(folder: string): void {
  // Windows opens no folder; its file system writes names by itself.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

type Sealed = z.infer<typeof Chosen>['password'];

async function sealed({ env, secretBox, clock }: Where, password: string): Promise<Sealed> {
  const [newest] = env['CONFIG_ENCRYPTION_KEY']?.trim() ? parseKeyList(env['CONFIG_ENCRYPTION_KEY']) : [];
  if (newest)
    return { by: 'environment', sealed: sealFernet(newest, Buffer.from(password, 'utf8'), { nowMs: clock.now() }) };
  if (await isUsable(secretBox))
    return { by: 'keychain', sealed: Buffer.from(await secretBox.seal(password)).toString('base64') };
  throw new Failure({ kind: 'user_input', key: 'config.password_no_place' });
}

async function opened({ env, secretBox }: Where, { by, sealed: token }: Sealed): Promise<string | null> {
  try {
    if (by === 'keychain') return await secretBox.open(Buffer.from(token, 'base64'));
    const keys = parseKeyList(env['CONFIG_ENCRYPTION_KEY'] ?? '');
    return Buffer.from(openFernet(keys, token).plain).toString('utf8');
  } catch {
    return null;
  }
}

async function isUsable(secretBox: SecretBox): Promise<boolean> {
  // `basic_text` seals with a constant password.
  const backend = await secretBox.backend().catch(() => 'none');
  return backend !== 'basic_text' && (await secretBox.isAvailable().catch(() => false));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
