// A message bus of the Linux desktop (D-Bus). Where there is none, or nobody answers, it is as if nobody had told anything:
// nothing fails because of it.
import { createClient, messageType, type Message, type MessageBus as Client } from 'dbus-native';

export interface MessageBus {
  hasOwner(name: string): Promise<boolean>;
  /** Undefined when nobody of that name is there or has no such property. Nobody is started to be asked. */
  property(owner: BusObject, name: string): Promise<unknown>;
  /** Calls back at each signal; names an interface and a member. */
  listen(signal: Signal, listener: (body: readonly unknown[]) => void): Promise<void>;
  close(): void;
}

export interface BusObject {
  readonly service: string;
  readonly path: string;
  readonly interface: string;
}
export interface Signal {
  readonly interface: string;
  readonly member: string;
  readonly path?: string;
  /** First argument: of a change of owner the name. */
  readonly about?: string;
}

export const PROPERTIES_CHANGED: Signal = { interface: 'org.freedesktop.DBus.Properties', member: 'PropertiesChanged' };

const ANSWER_MS = 5000;
/** At login everybody starts at once, and an answer may take its time. */
const TRIES = 3;
/** D-Bus specification, message flags: nobody is started by the bus to answer this. */
const NO_AUTO_START = 0x2;
const SYSTEM_BUS = 'unix:path=/run/dbus/system_bus_socket';

export const systemBusAddress = (): string => process.env['DBUS_SYSTEM_BUS_ADDRESS'] ?? SYSTEM_BUS;

/** Null where there is no bus at this address, or none that answers. */
export async function openMessageBus(busAddress: string | undefined): Promise<MessageBus | null> {
  if (busAddress === undefined || !busAddress.startsWith('unix:')) return null;
  let client: Client | null = null;
  for (let tries = 0; tries < TRIES && client === null; tries += 1) client = await greeted(busAddress);
  return client === null ? null : overBus(client);
}

async function greeted(busAddress: string): Promise<Client | null> {
  let client: Client | undefined;
  try {
    // `direct`: the client's own greeting throws where nobody can catch it when it is not answered.
    client = createClient({ busAddress, timeout: ANSWER_MS, authMethods: ['EXTERNAL'], direct: true });
    // What happens to the connection is seen by what is asked over it.
    client.connection.on('error', () => undefined);
    const { connection } = client;
    const isLost = new Promise<never>((_, reject) => {
      connection.stream.once('close', () => {
        reject(new Error('the bus has hung up'));
      });
    });
    await Promise.race([client.invokeDbus({ member: 'Hello' }), isLost]);
    return client;
  } catch {
    client?.connection.stream.destroy();
    return null;
  }
}

function overBus(client: Client): MessageBus {
  return {
    hasOwner: async (name) => {
      try {
        return await client.nameHasOwner(name);
      } catch {
        return false;
      }
    },
    property: async ({ service, path, interface: owner }, name) => {
      try {
        return await client.invoke<unknown>({
          destination: service,
          path,
          interface: PROPERTIES_CHANGED.interface,
          member: 'Get',
          signature: 'ss',
          body: [owner, name],
          flags: NO_AUTO_START,
        });
      } catch {
        return undefined;
      }
    },
    listen: async (signal, listener) => {
      client.connection.on('message', (message: Message) => {
        if (message.type === messageType.signal && isIt(message, signal)) listener(message.body ?? []);
      });
      await client.watch(ruleOf(signal)).catch(() => undefined);
    },
    close: () => {
      // Without a goodbye: one that nobody hears would be waited for for ever.
      client.connection.stream.destroy();
    },
  };
}

function isIt({ interface: owner, member, path, body }: Message, signal: Signal): boolean {
  return (
    owner === signal.interface &&
    member === signal.member &&
    (signal.path === undefined || path === signal.path) &&
    (signal.about === undefined || body?.[0] === signal.about)
  );
}

function ruleOf(signal: Signal): string {
  const parts = [`type='signal'`, `interface='${signal.interface}'`, `member='${signal.member}'`];
  if (signal.path !== undefined) parts.push(`path='${signal.path}'`);
  if (signal.about !== undefined) parts.push(`arg0='${signal.about}'`);
  return parts.join(',');
}
