// What a Linux desktop offers on its message bus beside a panel: notices (Desktop Notifications Specification) and the sleep of the
// computer (systemd-logind).
import { defineInterface } from 'dbus-native';
import type { TestBus } from './messageBus';

export interface ShownNotice {
  readonly id: number;
  readonly title: string;
  readonly body: string;
}
export interface NoticeService {
  readonly shown: readonly ShownNotice[];
  click(notice: ShownNotice): void;
  leave(): Promise<void>;
}

const NOTICES = 'org.freedesktop.Notifications';
const NOTICES_PATH = '/org/freedesktop/Notifications';

export async function startNotices(bus: TestBus): Promise<NoticeService> {
  const client = bus.client();
  const shown: ShownNotice[] = [];
  const service = defineInterface({
    name: NOTICES,
    methods: {
      GetCapabilities: { out: { capabilities: 'as' }, handler: () => ['actions', 'body'] },
      GetServerInformation: {
        out: { name: 's', vendor: 's', version: 's', spec: 's' },
        handler: () => ({ name: 'test', vendor: 'Kontor', version: '1', spec: '1.2' }),
      },
      Notify: {
        in: {
          app: 's',
          replaces: 'u',
          icon: 's',
          title: 's',
          body: 's',
          actions: 'as',
          hints: 'a{sv}',
          timeout: 'i',
        },
        out: { id: 'u' },
        handler: ({ title, body }: { title: string; body: string }) => {
          shown.push({ id: shown.length + 1, title, body });
          return shown.length;
        },
      },
      CloseNotification: { in: { id: 'u' }, handler: () => undefined },
    },
    signals: { ActionInvoked: { args: { id: 'u', key: 's' } }, NotificationClosed: { args: { id: 'u', reason: 'u' } } },
  });
  await client.export(NOTICES_PATH, service);
  const name = await client.ownName(NOTICES);
  return {
    shown,
    click: ({ id }) => {
      client.sendSignal(NOTICES_PATH, NOTICES, 'ActionInvoked', 'us', [id, 'default']);
      client.sendSignal(NOTICES_PATH, NOTICES, 'NotificationClosed', 'uu', [id, 2]);
    },
    leave: async () => {
      await name.release();
    },
  };
}

const LOGIND = 'org.freedesktop.login1';
const LOGIND_PATH = '/org/freedesktop/login1';

export interface SleepService {
  sleeps(): void;
  wakes(): void;
}

export async function startSleep(bus: TestBus): Promise<SleepService> {
  const client = bus.client();
  const manager = defineInterface({
    name: `${LOGIND}.Manager`,
    signals: { PrepareForSleep: { args: { start: 'b' } }, PrepareForShutdown: { args: { start: 'b' } } },
  });
  await client.export(LOGIND_PATH, manager);
  await client.ownName(LOGIND);
  const tell = (isStart: boolean): void => {
    client.sendSignal(LOGIND_PATH, `${LOGIND}.Manager`, 'PrepareForSleep', 'b', [isStart]);
  };
  return {
    sleeps: () => tell(true),
    wakes: () => tell(false),
  };
}
