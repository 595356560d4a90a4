import api from '../../../shared/locales/en/api.json' with { type: 'json' };
import archive from '../../../shared/locales/en/archive.json' with { type: 'json' };
import backup from '../../../shared/locales/en/backup.json' with { type: 'json' };
import config from '../../../shared/locales/en/config.json' with { type: 'json' };
import menu from '../../../shared/locales/en/menu.json' with { type: 'json' };
import start from '../../../shared/locales/en/start.json' with { type: 'json' };
import tray from '../../../shared/locales/en/tray.json' with { type: 'json' };
import vault from '../../../shared/locales/en/vault.json' with { type: 'json' };

export { menu, tray };
export const problems = { api, archive, backup, config, start, vault };
