import api from '../../../shared/locales/pl/api.json' with { type: 'json' };
import archive from '../../../shared/locales/pl/archive.json' with { type: 'json' };
import config from '../../../shared/locales/pl/config.json' with { type: 'json' };
import connect from '../../../shared/locales/pl/connect.json' with { type: 'json' };
import error from '../../../shared/locales/pl/error.json' with { type: 'json' };
import format from '../../../shared/locales/pl/format.json' with { type: 'json' };
import net from '../../../shared/locales/pl/net.json' with { type: 'json' };
import oauth from '../../../shared/locales/pl/oauth.json' with { type: 'json' };
import sending from '../../../shared/locales/pl/sending.json' with { type: 'json' };
import sync from '../../../shared/locales/pl/sync.json' with { type: 'json' };
import upload from '../../../shared/locales/pl/upload.json' with { type: 'json' };
import vault from '../../../shared/locales/pl/vault.json' with { type: 'json' };

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
