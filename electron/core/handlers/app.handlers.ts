// app.*: facts, settings, vault, links, support file.
import type { Texts } from '../texts';
import { Failure } from '../../../shared/errors';
import type { AllHandlers } from '../dispatcher';
import type { Host } from '../ports';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import type { KeyRotation } from '../services/keyRotation';
import type { SettingsService } from '../services/settingsService';
import type { StoreService } from '../services/storeService';
import type { SupportService } from '../services/supportService';
import type { VaultService } from '../services/vaultService';

export interface AppHandlerParts {
  readonly host: Host;
  readonly store: StoreService;
  readonly settings: SettingsService;
  readonly vault: VaultService;
  readonly rotation: KeyRotation;
  readonly support: SupportService;
  readonly manifests: readonly ProviderManifest[];
  readonly texts: Texts;
}

export function appHandlers(parts: AppHandlerParts): Pick<AllHandlers, 'app'> {
  const { host, settings, vault } = parts;
  return {
    app: {
      info: async () => ({
        version: host.version,
        platform: host.platform,
        language: await settings.language(),
        dataFolder: host.paths.data,
        configStore: parts.store.view().shown,
        electron: host.electronVersion,
        isPackaged: host.isPackaged,
      }),
      store: () => Promise.resolve(parts.store.view()),
      testStore: (place) => parts.store.test(place),
      moveStore: ({ place, how }) => parts.store.moveToServer(place, how),
      moveStoreToFile: () => parts.store.moveToFile(),
      settings: () => settings.get(),
      saveSettings: (value) => settings.save(value),
      vault: () => Promise.resolve(vault.view()),
      unlockVault: ({ passphrase }) => vault.unlock(passphrase),
      choosePassphrase: ({ passphrase }) => vault.choosePassphrase(passphrase),
      rotateKey: (order) => parts.rotation.rotate(order),
      openExternal: async ({ url }) => {
        if (!(await isWanted(url, parts))) return;
        await host.opener.open(url);
      },
      showDataFolder: () => host.dialogs.openFolder(host.paths.data),
      saveSupportFile: async () => {
        const t = await parts.texts();
        const path = await host.dialogs.saveFile({ suggestedName: 'kontor-support.json', title: t('save_support') });
        if (path === null) return {};
        await parts.support.save(path);
        return { savedTo: path };
      },
    },
  };
}

/** Hosts of a manifest open at once; others only after a question that shows where they lead. */
async function isWanted(address: string, { manifests, host, texts }: AppHandlerParts): Promise<boolean> {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new Failure({ kind: 'user_input', key: 'error.unsafe_link' });
  }
  const known = manifests.some(({ hosts }) =>
    hosts.some((name) => url.hostname === name || url.hostname.endsWith(`.${name}`)),
  );
  if (known) return true;
  const t = await texts();
  return host.dialogs.confirm({ message: t('open_link'), detail: url.origin, yes: t('open'), no: t('stay') });
}
