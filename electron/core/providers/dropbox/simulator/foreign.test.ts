// rclone judges the simulated Dropbox.
import { dropbox } from '../../../../../tests/support/dropbox';
import { foreignCloudSuite } from '../../../../../tests/support/foreignCloud.suite';
import { rcloneForCloud } from '../../../../../tests/support/rcloneCloud';
import { DEMO } from './index';

foreignCloudSuite('the simulated Dropbox', async () => {
  const { url, simulator, upload } = await dropbox({ takesUtf8Headers: true });
  const { rclone } = await rcloneForCloud({
    ...DEMO,
    type: 'dropbox',
    simulatorUrl: url,
    hosts: ['api.dropboxapi.com', 'content.dropboxapi.com', 'www.dropbox.com'],
    clientSecret: '',
    more: { BATCH_MODE: 'off', CHUNK_SIZE: '4Mi' },
  });
  return { rclone, upload, files: () => simulator.control.files() };
});
