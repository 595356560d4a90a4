import api from '../../../shared/locales/de/api.json' with { type: 'json' };
import archive from '../../../shared/locales/de/archive.json' with { type: 'json' };
import backup from '../../../shared/locales/de/backup.json' with { type: 'json' };
import config from '../../../shared/locales/de/config.json' with { type: 'json' };
import menu from '../../../shared/locales/de/menu.json' with { type: 'json' };
import start from '../../../shared/locales/de/start.json' with { type: 'json' };
import tray from '../../../shared/locales/de/tray.json' with { type: 'json' };
import vault from '../../../shared/locales/de/vault.json' with { type: 'json' };

export { menu, tray };
export const problems = { api, archive, backup, config, start, vault };
