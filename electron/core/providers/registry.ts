// Every provider of Kontor: one line each.
import type { ProviderManifest } from './sdk/defineProvider';
import awsS3 from './aws_s3/index';
import dropbox from './dropbox/index';
import fakturownia from './fakturownia/index';
import fiskaly from './fiskaly/index';
import googleDrive from './google_drive/index';
import ifirma from './ifirma/index';
import infakt from './infakt/index';
import krediidiinfo from './krediidiinfo/index';
import krediidiinfoMediator from './krediidiinfo_mediator/index';
import ksef from './ksef/index';
import minio from './minio/index';
import nextcloud from './nextcloud/index';
import onedrive from './onedrive/index';
import wfirma from './wfirma/index';

export const registry: readonly ProviderManifest[] = [
  ksef,
  fakturownia,
  ifirma,
  infakt,
  wfirma,
  krediidiinfoMediator,
  krediidiinfo,
  fiskaly,
  nextcloud,
  googleDrive,
  dropbox,
  onedrive,
  awsS3,
  minio,
];
