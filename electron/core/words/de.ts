import api from '../../../shared/locales/de/api.json' with { type: 'json' };
import archive from '../../../shared/locales/de/archive.json' with { type: 'json' };
import config from '../../../shared/locales/de/config.json' with { type: 'json' };
import connect from '../../../shared/locales/de/connect.json' with { type: 'json' };
import error from '../../../shared/locales/de/error.json' with { type: 'json' };
import format from '../../../shared/locales/de/format.json' with { type: 'json' };
import net from '../../../shared/locales/de/net.json' with { type: 'json' };
import oauth from '../../../shared/locales/de/oauth.json' with { type: 'json' };
import sending from '../../../shared/locales/de/sending.json' with { type: 'json' };
import sync from '../../../shared/locales/de/sync.json' with { type: 'json' };
import upload from '../../../shared/locales/de/upload.json' with { type: 'json' };
import vault from '../../../shared/locales/de/vault.json' with { type: 'json' };

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
