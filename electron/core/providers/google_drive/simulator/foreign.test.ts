// rclone judges the simulated Drive.
import { drive } from '../../../../../tests/support/drive';
import { foreignCloudSuite } from '../../../../../tests/support/foreignCloud.suite';
import { rcloneForCloud } from '../../../../../tests/support/rcloneCloud';
import { DEMO } from './index';

foreignCloudSuite('the simulated Drive', async () => {
  const { url, simulator, upload } = await drive({ scope: 'drive' });
  const { rclone } = await rcloneForCloud({
    ...DEMO,
    type: 'drive',
    simulatorUrl: url,
    hosts: ['www.googleapis.com', 'oauth2.googleapis.com', 'accounts.google.com'],
    more: { SCOPE: 'drive', CHUNK_SIZE: '1Mi', UPLOAD_CUTOFF: '4Mi', USE_TRASH: 'false' },
  });
  return { rclone, upload, files: () => simulator.control.files() };
});
