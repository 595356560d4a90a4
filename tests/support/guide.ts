// The original guide's examples, read in place and run as written by a real curl: only the token comes from curl's own configuration, and
// its port 8000 leads to the one of this test.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { registry } from '../../electron/core/providers/registry';
import { demoBody, type ApiBench, type ApiReply, type DemoBody } from './apiBench';
import { referencePath } from './reference';

const guideFile = referencePath('seeds', 'integrations-guide.pl.txt');
const guide = guideFile === null ? '' : readFileSync(guideFile, 'utf8');
const hasCurl = existsSync('/usr/bin/curl');
if (!hasCurl) process.stderr.write('NOTE: skipping the guide’s examples: curl is not installed.\n');
export const isGuideMissing = guide === '' || !hasCurl;

/** Every block that begins with a brace of its own line and ends with one. */
export const guideBodies = [...guide.matchAll(/^\{$[\s\S]*?^\}$/gm)].map(
  ([text]) => JSON.parse(text) as { readonly id: string },
);
export const guideCommands = [...guide.matchAll(/^curl [\s\S]*?\}'$/gm)].map(([text]) => text);

export function guideCommand(part: string): string {
  const found = guideCommands.find((command) => command.includes(part));
  if (found === undefined) throw new Error(`the guide has no ${part}`);
  return found;
}

export const demoOf = (id: string, provider: string, type: string): DemoBody => {
  const manifest = registry.find((one) => one.id === provider);
  if (!manifest) throw new Error(provider);
  return demoBody(manifest, id, type);
};

export interface GuideCurl {
  run(command: string): Promise<ApiReply>;
  close(): void;
}

export function guideCurl({ token, port }: ApiBench): GuideCurl {
  const home = mkdtempSync(path.join(tmpdir(), 'kontor-curl-'));
  const lines = [
    `header = "Authorization: Bearer ${token}"`,
    `connect-to = "localhost:8000:127.0.0.1:${String(port)}"`,
    'silent',
    String.raw`write-out = "\n%{http_code}"`,
  ];
  writeFileSync(path.join(home, '.curlrc'), `${lines.join('\n')}\n`);
  return {
    run: async (command) => {
      const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command], {
        env: { PATH: process.env['PATH'], CURL_HOME: home, HOME: home },
      });
      const [text, status] = [stdout.slice(0, stdout.lastIndexOf('\n')), stdout.slice(stdout.lastIndexOf('\n') + 1)];
      return { status: Number(status), headers: new Headers(), text, json: JSON.parse(text) as never };
    },
    close: () => {
      rmSync(home, { recursive: true, force: true });
    },
  };
}
