// A panel as a desktop brings it: a watcher that apps register their symbols with, and a host that shows them and opens their menus.
// https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/ and com.canonical.dbusmenu
import { defineInterface, type Message, type MessageBus, Variant } from 'dbus-native';
import type { TestBus } from './messageBus';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';

export interface PanelEntry {
  readonly id: number;
  readonly label: string;
  readonly isEnabled: boolean;
  readonly isSeparator: boolean;
}
export interface PanelItem {
  property(name: string): Promise<unknown>;
  menu(): Promise<readonly PanelEntry[]>;
  choose(label: string): Promise<void>;
  /** A click on the symbol. */
  activate(): Promise<void>;
}
export interface Panel {
  /** The newest symbol, once there is one. */
  item(): Promise<PanelItem>;
  registered(): number;
  leave(): Promise<void>;
}

type Node = readonly [id: number, properties: Readonly<Record<string, unknown>>, children: readonly Node[]];

export async function startPanel(bus: TestBus): Promise<Panel> {
  const client = bus.client();
  const services: string[] = [];
  let tell: () => void = () => undefined;
  const watcher = defineInterface({
    name: WATCHER,
    methods: {
      RegisterStatusNotifierItem: {
        in: { service: 's' },
        handler: ({ service }: { service: string }, { sender = '' }) => {
          // Some give their name, some only the path of their symbol.
          services.push(service.startsWith('/') ? sender : service);
          tell();
        },
      },
      RegisterStatusNotifierHost: { in: { service: 's' }, handler: () => undefined },
    },
    properties: {
      IsStatusNotifierHostRegistered: { type: 'b', access: 'read', get: () => true },
      ProtocolVersion: { type: 'i', access: 'read', get: () => 0 },
      RegisteredStatusNotifierItems: { type: 'as', access: 'read', get: () => services },
    },
    signals: { StatusNotifierHostRegistered: {}, StatusNotifierItemRegistered: { args: { service: 's' } } },
  });
  await client.export('/StatusNotifierWatcher', watcher);
  const name = await client.ownName(WATCHER);
  return {
    registered: () => services.length,
    item: async () => {
      while (services.length === 0) await new Promise<void>((resolve) => (tell = resolve));
      return itemOf(client, services.at(-1) ?? '');
    },
    leave: async () => {
      await name.release();
    },
  };
}

function itemOf(client: MessageBus, service: string): PanelItem {
  const ask = (message: Message): Promise<unknown> =>
    Promise.resolve(client.invoke({ destination: service, ...message }));
  const property = (of: string): Promise<unknown> =>
    ask({
      path: '/StatusNotifierItem',
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [ITEM, of],
    });
  const menu = async (): Promise<readonly PanelEntry[]> => {
    const path = (await property('Menu')) as string;
    const [, root] = (await ask({
      path,
      interface: MENU,
      member: 'GetLayout',
      signature: 'iias',
      body: [0, -1, []],
    })) as readonly [number, Node];
    return root[2].map(([id, properties]) => ({
      id,
      label: typeof properties['label'] === 'string' ? properties['label'].replaceAll('_', '') : '',
      isEnabled: properties['enabled'] !== false,
      isSeparator: properties['type'] === 'separator',
    }));
  };
  return {
    property,
    menu,
    choose: async (label) => {
      const entry = (await menu()).find((each) => each.label === label);
      if (!entry) throw new Error(`the menu has no "${label}"`);
      await ask({
        path: (await property('Menu')) as string,
        interface: MENU,
        member: 'Event',
        signature: 'isvu',
        body: [entry.id, 'clicked', new Variant('i', 0), 0],
      });
    },
    activate: async () => {
      await ask({ path: '/StatusNotifierItem', interface: ITEM, member: 'Activate', signature: 'ii', body: [0, 0] });
    },
  };
}
