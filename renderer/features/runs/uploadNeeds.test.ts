import { expect, it } from 'vitest';
import { whatWasMissing } from './uploadNeeds';

it.each([
  ['provider.nextcloud.gone', 'folder'],
  ['provider.aws_s3.bucket_missing', 'folder'],
  ['provider.google_drive.folder_unseen', 'folder'],
  ['provider.dropbox.no_permission', 'right'],
  ['provider.onedrive.quota_full', 'size'],
  ['provider.nextcloud.too_big_for_server', 'size'],
])('%s is about the %s', (key, need) => {
  expect(whatWasMissing(key)).toBe(need);
});

it.each(['net.dns', 'provider.dropbox.login_refused', 'upload.names_taken', 'error.bug'])(
  '%s is none of the three',
  (key) => {
    expect(whatWasMissing(key)).toBeNull();
  },
);
