// Every key that a format can answer with has its texts.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import texts from '../../../shared/locales/en/format.json';

const sources = globSync(`${import.meta.dirname}/{fa,xml,accounting,read,earve,en16931,ubl,cii,pdf}/*.ts`)
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => [path.relative(import.meta.dirname, file), readFileSync(file, 'utf8')] as const);

const FourTexts = z.strictObject({ what: z.string(), why: z.string(), todo: z.string(), safe: z.string() });

function found(pattern: RegExp): string[] {
  return [...new Set(sources.flatMap(([, source]) => [...source.matchAll(pattern)].map((match) => match[1] ?? '')))];
}

const ids = (file: string, table: string): string[] => {
  const source = sources.find(([name]) => name === file)?.[1] ?? '';
  const body = new RegExp(`${table}[^=]*= \\{([^}]*)\\}`).exec(source)?.[1] ?? '';
  return [...body.matchAll(/: '(\w+)'/g)].map((match) => match[1] ?? '');
};

describe('texts of the formats', () => {
  it('cover every failure', () => {
    const reasons = [...found(/unreadable\('(\w+)'/g), 'missing_field', 'bad_field', 'unreadable'];
    expect(reasons.length).toBeGreaterThan(7);
    for (const reason of reasons) {
      const text: unknown = Reflect.get(texts, reason);
      expect([reason, FourTexts.safeParse(text).success]).toEqual([reason, true]);
    }
  });

  it('cover every finding', () => {
    const findings = [...new Set(found(/addFinding\(\s*(?:this\.)?reading,[^;]*?'(\w+_\w+)'/g))];
    expect(findings.length).toBeGreaterThan(7);
    expect(Object.keys(texts.finding).toSorted()).toEqual(findings.toSorted());
  });

  it('cover every note', () => {
    const named = found(/notes\.add(?:Text)?\(\s*'(\w+)'/g);
    const numbered = found(/notes\.add\(`(\w+)_\$/g);
    expect(numbered.toSorted()).toEqual(['correction_effect', 'taxpayer_status']);
    const statuses = ['1', '2', '3', '4'].flatMap((no) => numbered.map((name) => `${name}_${no}`));
    const all = [...named, ...statuses, 'charge', 'deduction', 'inside_pdf'];
    expect(Object.keys(texts.note).toSorted()).toEqual([...new Set(all)].toSorted());
  });

  it('cover every role and payment method', () => {
    const roles = [
      ...ids('fa/parties.ts', 'ROLES'),
      ...ids('fa/parties.ts', 'AUTHORISED_ROLES'),
      'other',
      'seller_before',
      'buyer_before',
      // Of e-invoices.
      'delivery',
      'payee',
    ];
    expect(roles).toHaveLength(19);
    expect(Object.keys(texts.role).toSorted()).toEqual(roles.toSorted());
    expect(Object.keys(texts.method).toSorted()).toEqual([...ids('fa/payment.ts', 'FA_METHODS'), 'other'].toSorted());
  });
});
