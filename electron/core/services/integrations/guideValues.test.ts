import { describe, expect, it } from 'vitest';
import { registry } from '../../providers/registry';
import { isFailure } from '../../../../shared/errors';
import { integrationTypeOf, shownName, valuesOf } from './guideValues';

const known = (id: string) => {
  const manifest = registry.find((one) => one.id === id);
  if (!manifest) throw new Error(id);
  return manifest;
};

describe('what another program sends', () => {
  it.each([
    ['ksef', 'e_invoicing'],
    ['fiskaly', 'fiscal'],
    ['krediidiinfo', 'edi'],
    ['krediidiinfo_mediator', 'edi'],
    ['ifirma', 'accounting'],
    ['fakturownia', 'accounting'],
    ['wfirma', 'accounting'],
    ['infakt', 'accounting'],
    ['nextcloud', 'cloud_storage'],
    ['google_drive', 'cloud_storage'],
    ['dropbox', 'cloud_storage'],
    ['onedrive', 'cloud_storage'],
    ['aws_s3', 'cloud_storage'],
    ['minio', 'cloud_storage'],
  ])('is for %s of the type %s', (id, type) => {
    expect(integrationTypeOf(known(id))).toBe(type);
  });

  it('may lie under credentials, settings or base_url', () => {
    const sent = {
      credentials: { username: 'u', password: 'p' },
      base_url: 'https://x',
      settings: { default_folder: '/BR' },
    };
    const values = { username: 'u', password: 'p', base_url: 'https://x', default_folder: '/BR' };
    expect(valuesOf(known('nextcloud'), sent)).toEqual(values);
  });

  it('is named when it fits nowhere or says two things, but never repeated when it may be a secret', () => {
    const refused = (sent: object): unknown => {
      try {
        return valuesOf(known('nextcloud'), sent);
      } catch (error) {
        return isFailure(error) ? error.spec.fieldErrors : error;
      }
    };
    expect(refused({ credentials: { pasword: 'x' } })).toEqual({ pasword: 'api.field.unknown' });
    expect(refused({ credentials: { username: 'a' }, settings: { username: 'b' } })).toEqual({
      username: 'api.field.twice',
    });
    expect(refused({ credentials: { hunter2: 'x' } })).toEqual({ '…': 'api.field.unknown' });
    expect(shownName('sl.A-secret')).toBe('…');
  });
});
