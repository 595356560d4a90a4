// Which connections can send what the form writes, and their switch.
import type { Sender } from '../../../../shared/contract/sending';
import type { CompanyId, ConnectionId } from '../../../../shared/domain/ids';
import type { FieldValues } from '../../../../shared/forms/fields';
import { Failure } from '../../../../shared/errors';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import type { ConnectionRepo } from '../../db/repositories/connection.repo';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import { saleFormatOf } from '../selling/saleFormats';

export interface Senders {
  list(companyId: CompanyId): Promise<Sender[]>;
  setOn(connectionId: ConnectionId, isOn: boolean): Promise<void>;
}

export interface SenderParts {
  readonly companies: Pick<CompanyRepo, 'find'>;
  readonly connections: Pick<ConnectionRepo, 'list' | 'find'>;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly saveSettings: (id: ConnectionId, settings: FieldValues) => Promise<void>;
}

export function senders(parts: SenderParts): Senders {
  return {
    list: async (companyId) => {
      // What a service takes in another format comes as a file.
      const { id: written } = saleFormatOf((await parts.companies.find(companyId))?.country ?? 'PL');
      return (await parts.connections.list(companyId)).flatMap(({ id, title, providerId, settings, state }) => {
        const { sending } = parts.manifestOf(providerId);
        if (sending?.formats.includes(written) !== true) return [];
        const { name: target, isProduction } = sending.target(settings);
        const isOn = settings[sending.switchField] === true;
        const modes = [...sending.modes];
        return [{ connectionId: id, title, target, isProduction, isOn, isPaused: state === 'paused', modes }];
      });
    },
    setOn: async (connectionId, isOn) => {
      const connection = await parts.connections.find(connectionId);
      const field = connection && parts.manifestOf(connection.providerId).sending?.switchField;
      if (!field) throw new Failure({ kind: 'user_input', key: 'sending.not_here' });
      await parts.saveSettings(connectionId, { [field]: isOn });
    },
  };
}
