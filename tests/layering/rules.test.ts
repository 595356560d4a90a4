import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { innocents, offences, stubPackages } from './offences';

const root = path.resolve(import.meta.dirname, '../..');
const config = path.join(root, '.dependency-cruiser.mjs');

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
  }),
});

const tree = mkdtempSync(path.join(tmpdir(), 'kontor-layering-'));
let report: z.infer<typeof Report>;

function plant(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
  writeFileSync(path.join(tree, file), text);
}

beforeAll(() => {
  for (const name of stubPackages) {
    plant(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    plant(`node_modules/${name}/index.js`, '');
  }
  plant(
    'package.json',
    JSON.stringify({ name: 'tree', dependencies: Object.fromEntries(stubPackages.map((name) => [name, '*'])) }),
  );
  for (const [file, text] of Object.entries(innocents)) plant(file, text);
  for (const { from, text } of offences) plant(from, text);
  const tool = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const folders = ['electron', 'shared', 'renderer', 'tests'];
  const args = [tool, '--config', config, '--output-type', 'json', ...folders];
  const { stdout } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8', maxBuffer: 1 << 26 });
  report = Report.parse(JSON.parse(stdout));
});

afterAll(() => {
  rmSync(tree, { recursive: true });
});

it.each(offences)('$rule: names the offence', ({ rule, from }) => {
  expect(report.summary.violations).toContainEqual(
    expect.objectContaining({ from, rule: expect.objectContaining({ name: rule }) as object }),
  );
});

it('has an offence for every rule', () => {
  const rules = report.summary.ruleSetUsed.forbidden.map(({ name }) => name);
  expect([...new Set(offences.map(({ rule }) => rule))].toSorted()).toEqual(rules.toSorted());
});

it('accuses nobody else', () => {
  const guilty = new Set([...offences.map(({ from }) => from), 'shared/lib/circleBack.ts']);
  const accused = report.summary.violations.filter(({ from }) => !guilty.has(from));
  expect(accused).toEqual([]);
});
