import api from '../../../shared/locales/et/api.json' with { type: 'json' };
import archive from '../../../shared/locales/et/archive.json' with { type: 'json' };
import backup from '../../../shared/locales/et/backup.json' with { type: 'json' };
import config from '../../../shared/locales/et/config.json' with { type: 'json' };
import menu from '../../../shared/locales/et/menu.json' with { type: 'json' };
import start from '../../../shared/locales/et/start.json' with { type: 'json' };
import tray from '../../../shared/locales/et/tray.json' with { type: 'json' };
import vault from '../../../shared/locales/et/vault.json' with { type: 'json' };

export { menu, tray };
export const problems = { api, archive, backup, config, start, vault };
