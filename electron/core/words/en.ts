import api from '../../../shared/locales/en/api.json' with { type: 'json' };
import archive from '../../../shared/locales/en/archive.json' with { type: 'json' };
import config from '../../../shared/locales/en/config.json' with { type: 'json' };
import connect from '../../../shared/locales/en/connect.json' with { type: 'json' };
import error from '../../../shared/locales/en/error.json' with { type: 'json' };
import format from '../../../shared/locales/en/format.json' with { type: 'json' };
import net from '../../../shared/locales/en/net.json' with { type: 'json' };
import oauth from '../../../shared/locales/en/oauth.json' with { type: 'json' };
import sending from '../../../shared/locales/en/sending.json' with { type: 'json' };
import sync from '../../../shared/locales/en/sync.json' with { type: 'json' };
import upload from '../../../shared/locales/en/upload.json' with { type: 'json' };
import vault from '../../../shared/locales/en/vault.json' with { type: 'json' };

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
