import api from '../../../shared/locales/et/api.json' with { type: 'json' };
import archive from '../../../shared/locales/et/archive.json' with { type: 'json' };
import config from '../../../shared/locales/et/config.json' with { type: 'json' };
import connect from '../../../shared/locales/et/connect.json' with { type: 'json' };
import error from '../../../shared/locales/et/error.json' with { type: 'json' };
import format from '../../../shared/locales/et/format.json' with { type: 'json' };
import net from '../../../shared/locales/et/net.json' with { type: 'json' };
import oauth from '../../../shared/locales/et/oauth.json' with { type: 'json' };
import sending from '../../../shared/locales/et/sending.json' with { type: 'json' };
import sync from '../../../shared/locales/et/sync.json' with { type: 'json' };
import upload from '../../../shared/locales/et/upload.json' with { type: 'json' };
import vault from '../../../shared/locales/et/vault.json' with { type: 'json' };

export const catalogue: Readonly<Record<string, unknown>> = {
  api,
  archive,
  config,
  connect,
  error,
  format,
  net,
  oauth,
  sending,
  sync,
  upload,
  vault,
};
