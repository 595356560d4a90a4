// A message bus of a test's own: Debian's dbus-daemon on a socket in a temporary folder.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type MessageBus } from 'dbus-native';

/** Null where a bus can be started. */
export const busMissing = (): string | null =>
  spawnSync('sh', ['-c', 'command -v dbus-daemon']).status === 0 ? null : 'dbus-daemon is not installed';

export interface TestBus {
  readonly address: string;
  /** A participant, as a desktop's part is one. */
  client(): MessageBus;
  close(): Promise<void>;
}

/** Everybody on this machine may take part: the app under test runs as another user. */
const CONFIG = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=SOCKET</listen>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
`;

export async function startBus(folder = mkdtempSync(join(tmpdir(), 'kontor-bus-'))): Promise<TestBus> {
  const config = join(folder, 'bus.conf');
  writeFileSync(config, CONFIG.replace('SOCKET', join(folder, 'bus')));
  const daemon = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await firstLine(daemon);
  const clients: MessageBus[] = [];
  return {
    address,
    client: () => {
      const made = createClient({ busAddress: address });
      made.connection.on('error', () => undefined);
      clients.push(made);
      return made;
    },
    close: async () => {
      await Promise.all(clients.map((each) => each.close()));
      const ended = new Promise((resolve) => daemon.on('exit', resolve));
      daemon.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function firstLine(daemon: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    daemon.on('error', reject);
    daemon.on('exit', (code) => reject(new Error(`dbus-daemon ended (${String(code)})`)));
    daemon.stdout?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      const [line, rest] = told.split('\n');
      if (rest !== undefined) resolve(line ?? '');
    });
  });
}
