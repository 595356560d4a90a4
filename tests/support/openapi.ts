// Checks requests and answers against an OpenAPI 3.0 document.
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const at = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);

/** OpenAPI 3.0 says `nullable`; JSON Schema has a type for it. */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (!isObject(value)) return value;
  const {
    nullable,
    example: _,
    ...rest
  } = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, toJsonSchema(v)]));
  return nullable === true ? { anyOf: [{ type: 'null' }, rest] } : rest;
}

function typed(value: string, type: unknown): unknown {
  if (type === 'integer') return Number(value);
  if (type === 'boolean') return value === 'true';
  return type === 'array' ? [value] : value;
}

interface Operation {
  readonly template: string;
  readonly pattern: RegExp;
  readonly method: string;
  readonly value: Json;
}

export class OpenApi {
  readonly problems: string[] = [];
  /** Operations that were answered as described, `POST /auth/challenge 200`. */
  readonly covered = new Set<string>();
  private readonly ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: true,
    // The description's patterns escape more than Unicode patterns may.
    unicodeRegExp: false,
  });
  private readonly components: Json;
  private readonly operations: readonly Operation[];
  private readonly validators = new Map<unknown, ValidateFunction>();

  constructor(file: string) {
    formats(this.ajv);
    for (const format of ['byte', 'int32', 'int64', 'double']) this.ajv.addFormat(format, true);
    const document = JSON.parse(readFileSync(file, 'utf8')) as Json;
    this.components = document['components'] as Json;
    this.ajv.addSchema({ $id: 'doc', components: toJsonSchema(document['components']) });
    this.operations = Object.entries(document['paths'] as Json).flatMap(([template, methods]) =>
      Object.entries(methods as Json).map(([method, value]) => ({
        template,
        pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
        method: method.toUpperCase(),
        value: value as Json,
      })),
    );
  }

  private valid(schema: unknown, value: unknown, where: string): void {
    let validate = this.validators.get(schema);
    if (!validate) {
      const text = JSON.stringify(toJsonSchema(schema)).replaceAll('"#/components', '"doc#/components');
      validate = this.ajv.compile(JSON.parse(text) as Json);
      this.validators.set(schema, validate);
    }
    if (!validate(value)) this.problems.push(`${where}: ${this.ajv.errorsText(validate.errors)}`);
  }

  /** Every operation, `POST /tokens`. */
  get names(): readonly string[] {
    return this.operations.map(({ method, template }) => `${method} ${template}`);
  }

  /** `path` below the server's address, without the query. */
  find(method: string, path: string): Operation | undefined {
    const fitting = this.operations.filter((each) => each.method === method && each.pattern.test(path));
    const open = (each: Operation) => each.template.split('{').length;
    return fitting.toSorted((a, b) => open(a) - open(b))[0];
  }

  /** The least answer the description allows: required properties only. */
  leastAnswer(operation: Operation, status: string): unknown {
    const content = at(operation.value, 'responses', status, 'content', 'application/json', 'schema');
    return content === undefined ? undefined : this.least(content);
  }

  private least(schema: unknown): unknown {
    if (!isObject(schema)) return null;
    const reference = schema['$ref'];
    if (typeof reference === 'string')
      return this.least(at({ components: this.components }, ...reference.slice(2).split('/')));
    const [first] = (schema['allOf'] ?? schema['oneOf'] ?? schema['anyOf'] ?? schema['enum'] ?? []) as unknown[];
    if (first !== undefined) return isObject(first) ? this.least(first) : first;
    if (schema['type'] === 'array') return [this.least(schema['items'])];
    if (schema['type'] === 'integer' || schema['type'] === 'number') return 1;
    if (schema['type'] === 'boolean') return true;
    if (schema['type'] === 'string') return schema['format'] === 'date-time' ? '2026-10-01T08:00:00+00:00' : 'tekst';
    const required = (schema['required'] ?? []) as string[];
    return Object.fromEntries(required.map((name) => [name, this.least(at(schema, 'properties', name))]));
  }

  async checkAnswer(method: string, path: string, response: Response): Promise<void> {
    const where = `${method} ${path} ${String(response.status)}`;
    const operation = this.find(method, path);
    if (!operation) return void this.problems.push(`${where}: no such operation`);
    const described = at(operation.value, 'responses', String(response.status));
    if (!isObject(described)) return void this.problems.push(`${where}: status not described`);
    this.covered.add(`${method} ${operation.template} ${String(response.status)}`);
    const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const text = await response.text();
    const content = described['content'];
    if (!isObject(content)) {
      if (text !== '') this.problems.push(`${where}: a body where none is described`);
      return;
    }
    const media = content[type];
    if (!isObject(media)) return void this.problems.push(`${where}: media type ${type} not described`);
    this.valid(media['schema'], type.includes('json') ? JSON.parse(text) : text, where);
    for (const [name, header] of Object.entries((described['headers'] ?? {}) as Json)) {
      const value = response.headers.get(name);
      if (value === null) continue;
      const isWhole = name === 'Retry-After';
      this.valid(at(header, 'schema'), isWhole ? Number(value) : value, `${where} ${name}`);
    }
  }

  async checkRequest(path: string, request: Request): Promise<void> {
    const where = `${request.method} ${path}`;
    const operation = this.find(request.method, path);
    if (!operation) return;
    const parameters = (operation.value['parameters'] ?? []) as Json[];
    for (const [name, value] of new URL(request.url).searchParams) {
      const parameter = parameters.find((each) => each['in'] === 'query' && each['name'] === name);
      if (!parameter) this.problems.push(`${where}: parameter ${name} not described`);
      else {
        this.valid(parameter['schema'], typed(value, at(parameter, 'schema', 'type')), `${where} ?${name}`);
      }
    }
    const text = await request.text();
    const type = (request.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const content = at(operation.value, 'requestBody', 'content');
    const schema = at(isObject(content) ? content[type] : undefined, 'schema');
    if (text !== '' && schema === undefined) this.problems.push(`${where}: a body where none is described`);
    if (text !== '' && schema !== undefined)
      this.valid(schema, type.includes('json') ? JSON.parse(text) : text, `${where} body`);
  }

  /** Wraps a fetch handler: everything below `/v2` is checked; requests only when they were accepted. */
  watch(handle: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
    return async (request) => {
      const path = new URL(request.url).pathname;
      const copy = request.clone();
      const response = await handle(request);
      if (!path.startsWith('/v2/')) return response;
      const below = path.slice(3);
      if (response.ok) await this.checkRequest(below, copy);
      if (![404, 405, 415].includes(response.status)) await this.checkAnswer(request.method, below, response.clone());
      return response;
    };
  }
}
