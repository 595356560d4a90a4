// The protocol of `find`: a tree under the module's name, numbered branches, one order, pages counted from one.
import { numbered, type Row } from './rows';

export interface FoundRows {
  readonly rows: readonly Row[];
  readonly limit: number;
  readonly page: number;
  readonly total: number;
}
type Tree = Readonly<Record<string, unknown>>;

const MEMBERS = new Set(['conditions', 'order', 'fields', 'page', 'limit']);
const OPERATORS = new Set(['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'like', 'not like', 'is null', 'is not null', 'in']);
const USUAL_LIMIT = 20;

export interface FindRules {
  readonly mostPerPage: number;
  readonly ordersByModified: boolean;
}

const treeOf = (value: unknown): Tree | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : null;

/** Null: malformed. */
export function find(module: string, body: string, all: readonly Row[], rules: FindRules): FoundRows | null {
  const parameters = parametersOf(module, body);
  if (parameters === null || Object.keys(parameters).some((key) => !MEMBERS.has(key))) return null;
  const conditions = conditionsOf(parameters['conditions']);
  const order = orderOf(parameters['order']);
  const [page, asked] = [numberOf(parameters['page'], 1), numberOf(parameters['limit'], USUAL_LIMIT)];
  if (conditions === null || order === null || page === null || asked === null) return null;
  const wanted = all.filter((row) => conditions.every((condition) => matches(row, condition)));
  const field = order.field === 'modified' && !rules.ordersByModified ? 'date' : order.field;
  const sign = order.isDescending ? -1 : 1;
  const sorted = wanted.toSorted((a, b) => sign * (compare(a[field], b[field]) || Number(a['id']) - Number(b['id'])));
  const limit = Math.min(asked, rules.mostPerPage);
  return { rows: sorted.slice((page - 1) * limit, page * limit), limit, page, total: wanted.length };
}

function parametersOf(module: string, body: string): Tree | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return null;
  }
  const root = treeOf(json);
  return root === null || Object.keys(root).length !== 1 ? null : treeOf(treeOf(root[module])?.['parameters']);
}

interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

/** `{"0":{"condition":…},"1":…}`: numbered from nought without a gap, never an array. */
function conditionsOf(value: unknown): readonly Condition[] | null {
  if (value === undefined) return [];
  const tree = treeOf(value);
  if (tree === null) return null;
  const conditions: Condition[] = [];
  for (const [at, [key, entry]] of Object.entries(tree).entries()) {
    const condition = treeOf(treeOf(entry)?.['condition']);
    const { field, operator, value: wanted } = condition ?? {};
    if (key !== String(at) || typeof field !== 'string' || typeof operator !== 'string') return null;
    if (!OPERATORS.has(operator) || typeof wanted !== 'string') return null;
    conditions.push({ field, operator, value: wanted });
  }
  return conditions;
}

function orderOf(value: unknown): { readonly field: string; readonly isDescending: boolean } | null {
  if (value === undefined) return { field: 'id', isDescending: false };
  const [entry, ...more] = Object.entries(treeOf(value) ?? {});
  if (entry === undefined || more.length > 0) return null;
  const [direction, field] = entry;
  if (!['asc', 'desc'].includes(direction) || typeof field !== 'string') return null;
  return { field, isDescending: direction === 'desc' };
}

function numberOf(value: unknown, usual: number): number | null {
  if (value === undefined) return usual;
  const number = Number(value);
  return Number.isInteger(number) && number >= 1 ? number : null;
}

function compare(a: unknown, b: unknown): number {
  const [left, right] = [typeof a === 'string' ? a : '', typeof b === 'string' ? b : ''];
  return left < right ? -1 : left > right ? 1 : 0;
}

function matches(row: Row, { field, operator, value }: Condition): boolean {
  // `Expense.id` is a field of the related record.
  const [related = '', name] = field.split('.');
  const branch = name === undefined ? undefined : row[related.toLowerCase()];
  const found = name === undefined ? row[field] : typeof branch === 'object' ? branch[name] : undefined;
  const difference = compare(found, value);
  if (operator === 'ge') return difference >= 0;
  if (operator === 'le') return difference <= 0;
  if (operator === 'gt') return difference > 0;
  if (operator === 'lt') return difference < 0;
  return operator === 'ne' ? difference !== 0 : difference === 0;
}

export function writeFound(module: string, singular: string, { rows, limit, page, total }: FoundRows): Row {
  const parameters = { limit: String(limit), page: String(page), total: String(total) };
  return { [module]: { ...numbered(singular, rows), parameters } };
}
