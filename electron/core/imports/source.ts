// The source of what a person brings: a connection of each company that has imported files, made with the first import. It has no
// service behind it, so it stands here and not among the providers; see docs/adr/0023-files-as-a-source.md.
import { defineProvider, type ProviderManifest } from '../providers/sdk/defineProvider';
import { pullFiles } from './pull';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

/** Setting in which the connection keeps whose files these are. */
const ACCOUNT = 'account';

export const accountSettings = (identity: string): Readonly<Record<string, string>> => ({ [ACCOUNT]: identity });

export const fileSource: ProviderManifest = defineProvider({
  id: 'file_import',
  name: 'CSV, XML, PDF, ZIP',
  letters: 'CX',
  countries: ['*'],
  fields: [],
  guideSteps: 0,
  verifySteps: [],
  limits: { parallel: 1, timeoutMs: 60_000, groups: {}, shown: [] },
  hosts: [],
  texts: { en, pl, de, et },
  // Nothing is at the other end: what is checked is only whose it is.
  verify: () =>
    Promise.resolve(({ connection }) => {
      const identity = String(connection.settings[ACCOUNT] ?? '');
      return Promise.resolve({ identity, suggestedTitle: '' });
    }),
  invoices: { isByHand: true, pull: () => Promise.resolve(pullFiles) },
  simulator: () => Promise.reject(new Error('files have no service to simulate')),
  demoValues: {},
});
