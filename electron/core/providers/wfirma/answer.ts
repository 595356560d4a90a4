// What wFirma answers: `{"<module>":{"0":{"<singular>":…},"parameters":…},"status":{"code":"OK"}}`, or a refusal, maybe in XML.
import { unavailable } from '../sdk/errors';
import type { HttpAnswer } from '../sdk/http';
import { exactChildren, parseExact } from '../../formats/json/exactJson';
import { Fields } from '../../formats/json/fields';
import { refusalOfCode, refusalOfStatus } from './errors';

const SINGULAR = {
  expenses: 'expense',
  invoices: 'invoice',
  documents: 'document',
  companies: 'company',
  user_companies: 'user_company',
} as const;
export type Module = keyof typeof SINGULAR;

export interface Told {
  /** Texts of the records, exactly as they came. */
  readonly records: readonly string[];
  /** How many rows make a page, by the service's own count. */
  readonly limit: number | undefined;
  readonly total: number | undefined;
}

/** Throws unless the module itself is there: an answer without it is no empty list. */
export function readAnswer(answer: HttpAnswer, module: Module, path: string, nowMs: number): Told {
  if (answer.status !== 200) throw refusalOfStatus(answer.status, path, nowMs);
  const text = answer.text();
  // A grave refusal comes as XML, whatever was asked for.
  const xml = /^\s*<(?!!doctype|html)[^]{0,2000}?<code>([^<]{1,80})<\/code>/i.exec(text)?.[1];
  if (xml !== undefined && xml !== 'OK') throw refusalOfCode(xml, path, nowMs);
  answer.json();
  const members = new Map(exactChildren(text).map(({ key, text: member }) => [key, member]));
  const code = fieldsOf(members.get('status') ?? '{}').text('code');
  if (code !== undefined && code !== 'OK') throw refusalOfCode(code, path, nowMs);
  const content = members.get(module);
  if (code === undefined || content === undefined)
    throw unavailable('unexpected_answer', { details: `${path} without ${code === undefined ? 'status' : module}` });
  const entries = exactChildren(content);
  const parameters = fieldsOf(entries.find(({ key }) => key === 'parameters')?.text ?? '{}');
  return {
    records: entries
      .filter(({ key }) => key === null || /^\d+$/.test(key))
      .flatMap((entry) => exactChildren(entry.text).filter(({ key }) => key === SINGULAR[module]))
      .map((entry) => entry.text),
    limit: countOf(parameters, 'limit'),
    total: countOf(parameters, 'total'),
  };
}

function countOf(parameters: Fields, name: string): number | undefined {
  const count = parameters.text(name);
  return count !== undefined && /^\d{1,9}$/.test(count) ? Number(count) : undefined;
}

export function fieldsOf(text: string): Fields {
  const value = parseExact(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unavailable('unexpected_answer', { details: 'no object' });
  return new Fields(value as Record<string, unknown>);
}
