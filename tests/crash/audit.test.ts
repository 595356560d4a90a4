// Kills the folder for an auditor while it is written: under its own name it is whole or not there, and the next one clears what was left.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AUDIT_PLACES } from '../../electron/core/audit/makeAudit';
import { bundleForNode } from '../support/bundleForNode';
import { checkOf, filesOf } from '../support/proofPage';
import { COMPANY, removeFolder, temporaryFolder } from '../support/testArchive';
import type { AuditChildOrder } from './auditChild';
import { openScenario, runScenario } from './ingestScenario';

let child = '';
let folder = '';
beforeAll(async () => {
  child = await bundleForNode('tests/crash/auditChild.ts', 'crash-audit');
  folder = temporaryFolder();
  const archive = await openScenario(folder);
  await runScenario(archive, folder);
  await archive.close();
}, 60_000);
afterAll(() => removeFolder(folder));

const out = (...path: string[]): string => join(folder, 'out', ...path);
beforeEach(() => {
  rmSync(out(), { recursive: true, force: true });
  mkdirSync(out());
});

function run(kill = ''): NodeJS.Signals | null {
  const order: AuditChildOrder = { folder, companyId: COMPANY, month: '2026-10', kill };
  const { signal, stderr } = spawnSync(process.execPath, [child, JSON.stringify(order)], { encoding: 'utf8' });
  if (signal === null) expect(stderr).toBe('');
  return signal;
}
const proof = () => checkOf(filesOf(out('audit')));
const whole = { changed: [], missing: [], foreign: [], chain: [] };

describe('a folder for an auditor that is killed', () => {
  it.each(AUDIT_PLACES)('at %s is not there under its name, or whole', async (place) => {
    expect(run(place)).toBe('SIGKILL');
    if (place !== 'audit.named') {
      expect(readdirSync(out())).toEqual(['.audit.kontor-part']);
      expect(run()).toBe(null);
    }
    expect(readdirSync(out())).toEqual(['audit']);
    expect(await proof()).toMatchObject(whole);
  });
});
