import api from '../../../shared/locales/pl/api.json' with { type: 'json' };
import archive from '../../../shared/locales/pl/archive.json' with { type: 'json' };
import backup from '../../../shared/locales/pl/backup.json' with { type: 'json' };
import config from '../../../shared/locales/pl/config.json' with { type: 'json' };
import menu from '../../../shared/locales/pl/menu.json' with { type: 'json' };
import start from '../../../shared/locales/pl/start.json' with { type: 'json' };
import tray from '../../../shared/locales/pl/tray.json' with { type: 'json' };
import vault from '../../../shared/locales/pl/vault.json' with { type: 'json' };

export { menu, tray };
export const problems = { api, archive, backup, config, start, vault };
