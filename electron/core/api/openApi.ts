// The OpenAPI document, made from the same routes and schemas that answer.
import { z } from 'zod';
import { ProblemWords, RunWords } from '../../../shared/contract/integrations';
import { callOf, DOCUMENT_PATH, EVENTS_PATH, type Route, ROUTES } from './routes';

type Json = Record<string, unknown>;

export function openApiDocument({ version, port }: { readonly version: string; readonly port: number }): Json {
  const paths: Record<string, Json> = {};
  for (const route of ROUTES) (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);
  paths[EVENTS_PATH] = { get: eventsOperation() };
  paths[DOCUMENT_PATH] = {
    get: { operationId: 'document', summary: 'This document', responses: { 200: jsonAnswer('OpenAPI 3.1', {}) } },
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kontor',
      version,
      description: 'Off by default, for programs on this computer that hold the token.',
    },
    servers: [{ url: `http://localhost:${String(port)}/api` }, { url: `http://127.0.0.1:${String(port)}/api` }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: schemaOf(z.strictObject({ error: ProblemWords }), 'output') },
    },
  };
}

function operation(route: Route): Json {
  const call = callOf(route);
  const input = call.input instanceof z.ZodVoid ? { properties: {}, required: [] } : schemaOf(call.input, 'input');
  const properties = input['properties'] as Record<string, Json>;
  const required = (input['required'] ?? []) as readonly string[];
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const rest = Object.entries(properties).filter(([name]) => !inPath.includes(name));
  const isBodied = route.method === 'POST' || route.method === 'PUT';
  const parameters = [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? {} })),
    ...(isBodied
      ? []
      : rest.map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }))),
  ];
  const needed = required.filter((name) => !inPath.includes(name));
  const body = {
    type: 'object',
    properties: Object.fromEntries(rest),
    additionalProperties: false,
    ...(needed.length === 0 ? {} : { required: needed }),
  };
  const answer =
    route.status === 204 ? { description: 'Done' } : jsonAnswer(route.summary, schemaOf(call.output, 'output'));
  return {
    operationId: route.call.slice('integrations.'.length),
    summary: route.summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(isBodied && rest.length > 0
      ? { requestBody: { required: needed.length > 0, content: { 'application/json': { schema: body } } } }
      : {}),
    responses: { [String(route.status)]: answer, default: problemAnswer },
  };
}

const problemAnswer = {
  description: 'What stood in the way, in the language of the settings',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const jsonAnswer = (description: string, schema: Json): Json => ({
  description,
  content: { 'application/json': { schema } },
});

function eventsOperation(): Json {
  return {
    operationId: 'events',
    summary: 'A run as it goes on: events `progress` and `ended`, each with the run as JSON',
    parameters: [{ name: 'run', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
    responses: {
      200: {
        description: 'Ends with the run',
        content: { 'text/event-stream': { schema: { type: 'string' }, 'x-data': schemaOf(RunWords, 'output') } },
      },
      default: problemAnswer,
    },
  };
}

function schemaOf(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return schema;
}
