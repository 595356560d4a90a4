// Requests are read as strictly as the published description allows: what it does not name is refused.
import { z } from 'zod';
import { bare, badRequest, invalidInput } from './answers';

const mediaType = (request: Request): string => (request.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';

const issues = (error: z.ZodError): string[] =>
  error.issues.map((issue) => `${issue.path.map(String).join('.') || '$'}: ${issue.message}`);

export async function jsonBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  if (mediaType(request) !== 'application/json') throw bare(415);
  let value: unknown;
  try {
    value = JSON.parse(await request.text());
  } catch {
    throw badRequest(21001, 'Nieczytelna treść.', 'Treść żądania nie jest poprawnym dokumentem JSON.');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidInput(...issues(parsed.error));
  return parsed.data;
}

/** For calls that have no body: a form type is refused as the real service does, any content too. */
export async function noBody(request: Request): Promise<void> {
  const type = mediaType(request);
  if (type !== '' && type !== 'application/json') throw bare(415);
  if ((await request.arrayBuffer()).byteLength > 0) throw invalidInput('$: to żądanie nie ma treści');
}

/** Repeated parameters arrive as arrays only where the schema expects one. */
export function query<T>(url: URL, schema: z.ZodType<T>): T {
  const values: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (name in values) throw invalidInput(`${name}: parametr podano więcej niż raz`);
    values[name] = value;
  }
  const parsed = schema.safeParse(values);
  if (!parsed.success) throw invalidInput(...issues(parsed.error));
  return parsed.data;
}

const whole = z
  .string()
  .regex(/^\d{1,9}$/, 'oczekiwano liczby całkowitej')
  .transform(Number);

export const pageSize = (least: number, most: number, usual: number) =>
  whole.pipe(z.int().min(least).max(most)).default(usual);
export const pageOffset = whole.default(0);
