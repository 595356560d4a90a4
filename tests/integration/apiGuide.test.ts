// The original guide's examples, read in place and run as written by a real curl: only the token comes from curl's own configuration, and
// its port 8000 leads to the one of this test.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registry } from '../../electron/core/providers/registry';
import type { IntegrationView, ProblemWords, StartedRun } from '../../shared/contract/integrations';
import { addCompany, apiBench, closeApiBenches, demoBody, type ApiBench, type ApiReply } from '../support/apiBench';
import { referencePath } from '../support/reference';

const guideFile = referencePath('seeds', 'integrations-guide.pl.txt');
const guide = guideFile === null ? '' : readFileSync(guideFile, 'utf8');
const hasCurl = existsSync('/usr/bin/curl');
if (!hasCurl) process.stderr.write('NOTE: skipping the guide’s examples: curl is not installed.\n');

/** Every block that begins with a brace of its own line and ends with one. */
const bodies = [...guide.matchAll(/^\{$[\s\S]*?^\}$/gm)].map(([text]) => JSON.parse(text) as { id: string });
const commands = [...guide.matchAll(/^curl [\s\S]*?\}'$/gm)].map(([text]) => text);

describe.skipIf(guide === '' || !hasCurl)("the guide's examples", () => {
  closeApiBenches();
  let bench: ApiBench;
  let curlHome: string;
  beforeEach(async () => {
    bench = await apiBench(registry);
    await addCompany(bench);
    curlHome = mkdtempSync(path.join(tmpdir(), 'kontor-curl-'));
    const lines = [
      `header = "Authorization: Bearer ${bench.token}"`,
      `connect-to = "localhost:8000:127.0.0.1:${String(bench.port)}"`,
      'silent',
      String.raw`write-out = "\n%{http_code}"`,
    ];
    writeFileSync(path.join(curlHome, '.curlrc'), `${lines.join('\n')}\n`);
  });
  afterEach(() => {
    rmSync(curlHome, { recursive: true, force: true });
  });

  const curl = async (command: string): Promise<Pick<ApiReply, 'status' | 'json' | 'text'>> => {
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command], {
      env: { PATH: process.env['PATH'], CURL_HOME: curlHome, HOME: curlHome },
    });
    const [text, status] = [stdout.slice(0, stdout.lastIndexOf('\n')), stdout.slice(stdout.lastIndexOf('\n') + 1)];
    return { status: Number(status), text, json: JSON.parse(text) as never };
  };
  const example = (part: string): string => {
    const found = commands.find((command) => command.includes(part));
    if (found === undefined) throw new Error(`the guide has no ${part}`);
    return found;
  };
  const demoOf = (id: string, provider: string, type: string): object => {
    const manifest = registry.find((one) => one.id === provider);
    if (!manifest) throw new Error(provider);
    return demoBody(manifest, id, type);
  };

  it('finds them all', () => {
    expect(bodies).toHaveLength(10);
    expect(commands).toHaveLength(3);
  });

  it('takes every body, stores it unverified, and gives no credential back', async () => {
    for (const body of bodies) {
      const { status, json, text } = await bench.ask('POST', '/integrations/', body);
      expect(text).not.toMatch(
        /klucz-|token-|haslo|twoj-client-secret|sl\.token|eyJ0|wJalrX|azure-app-secret|1\/\/refresh/,
      );
      expect({ status, ...(json as object) }).toMatchObject({ status: 201, id: body.id, state: 'unverified' });
    }
    const list = (await bench.ask('GET', '/integrations/')).json as IntegrationView[];
    expect(list.map(({ id }) => id).sort()).toEqual(bodies.map(({ id }) => id).sort());
    const again = await bench.ask('POST', '/integrations/', bodies[0]);
    expect(again).toMatchObject({ status: 409, json: { error: { key: 'api.id_taken' } } });
  });

  it('runs as written: adds, syncs with dates and project, uploads a report', { timeout: 60_000 }, async () => {
    const added = await curl(example('/api/integrations/ \\'));
    expect(added).toMatchObject({ status: 201, json: { id: 'moja-ifirma', state: 'unverified' } });
    // Its placeholders open nothing: real keys come with a change, as anybody's would.
    await bench.ask('PUT', '/integrations/moja-ifirma', demoOf('moja-ifirma', 'ifirma', 'accounting'));
    await bench.ask('POST', '/integrations/', demoOf('moj-nextcloud', 'nextcloud', 'cloud_storage'));

    const synced = await curl(example('/sync/invoices'));
    expect(synced.status).toBe(202);
    const run = await bench.ended(synced as ApiReply);
    expect(run).toMatchObject({
      kind: 'sync',
      trigger: 'api',
      state: 'done',
      date_from: '2025-01-01',
      date_to: '2025-01-31',
    });
    expect(run).toMatchObject({ project_id: '00000000-0000-0000-0000-000000000001' });
    const { json: after } = await bench.ask('GET', '/integrations/moja-ifirma');
    expect(after).toMatchObject({ state: 'ok', company: { tax_id: '5265877635' } });

    // That month has no such report here; what there is, is named.
    const refused = await curl(example('/upload/report'));
    expect(refused).toMatchObject({ status: 404, json: { error: { key: 'api.no_report' } } });
    expect((refused.json as { error: ProblemWords }).error.what).toContain('raport-br-2025-01.pdf');

    await bench.ended(await bench.ask('POST', '/integrations/moja-ifirma/sync/invoices'));
    const month = { year: 2026, month: 9 };
    const built = await bench.ended(await bench.ask('POST', '/integrations/moj-nextcloud/upload/report', month));
    expect(built).toMatchObject({ kind: 'upload', month: '2026-09', state: 'done' });
    const written = example('/upload/report')
      .replace('raport-br-2025-01.pdf', '2026-09-r1.zip')
      .replace('"year": 2025', '"year": 2026')
      .replace('"month": 1', '"month": 9');
    const named = await curl(written);
    expect(await bench.ended(named as ApiReply)).toMatchObject({ kind: 'upload', state: 'done' });
    expect((named.json as StartedRun).events).toBe(`${(named.json as StartedRun).follow}/events`);
  });
});
