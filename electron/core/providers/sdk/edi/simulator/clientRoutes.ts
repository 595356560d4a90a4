// /edi/clients: what a mediator's token is for.
import { json, nothing, words } from './answers';
import { JSON_TYPE, named } from './mediaTypes';
import type { Call } from './dispatch';

export async function clientRoutes(call: Call, code: string | null): Promise<Response> {
  const { request, world, options } = call;
  if (code !== null) return oneClient(call, code);
  const order = await orderOf(call);
  if (order instanceof Response) return order;
  const { clientId } = order;
  if (world.clients.has(clientId)) return words(409, 'Client is already registered.');
  world.register(clientId, call.code);
  const location = `${options.baseUrl}${new URL(request.url).pathname}/${clientId}`;
  return json(201, { clientId, mediatorId: call.code }, { location });
}

export async function tokenRoute(call: Call): Promise<Response> {
  const order = await orderOf(call);
  if (order instanceof Response) return order;
  const client = call.world.clients.get(order.clientId);
  if (!client) return words(404, 'Client is not registered.');
  if (client.mediatorId !== call.code) return words(403, 'Client is registered by another mediator.');
  client.token = call.world.newToken(order.clientId);
  return json(201, { token: client.token });
}

function oneClient({ request, world, code: mediator, accepts }: Call, code: string): Response {
  const client = world.clients.get(code);
  if (request.method === 'DELETE') {
    if (!client) return words(404, 'Client is not registered.');
    if (client.mediatorId !== mediator) return words(403, 'Client is registered by another mediator.');
    world.clients.delete(code);
    return nothing(204);
  }
  const refused = accepts([JSON_TYPE]);
  if (refused instanceof Response) return refused;
  return client
    ? json(200, { clientId: code, mediatorId: client.mediatorId })
    : words(404, 'Client is not registered.');
}

async function orderOf({ request, options }: Call): Promise<{ readonly clientId: string } | Response> {
  const type = named(request.headers.get('content-type'), [JSON_TYPE], options.tolerant === true);
  if (type === null) return words(415, 'Content-Type is not application/vnd.ki.edi+json; version=1.0.');
  try {
    const { clientId } = JSON.parse(await request.text()) as { clientId?: unknown };
    if (typeof clientId === 'string' && clientId !== '') return { clientId };
  } catch {
    // No JSON: told below.
  }
  return words(400, 'clientId is missing.');
}
