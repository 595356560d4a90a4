// rclone judges the simulated OneDrive.
import { foreignCloudSuite } from '../../../../../tests/support/foreignCloud.suite';
import { oneDrive } from '../../../../../tests/support/oneDrive';
import { rcloneForCloud } from '../../../../../tests/support/rcloneCloud';
import { DEMO } from './index';

foreignCloudSuite('the simulated OneDrive', async () => {
  const { url, simulator, upload } = await oneDrive({ letsTokensPass: true }, { access: 'all' });
  const { rclone } = await rcloneForCloud({
    ...DEMO,
    type: 'onedrive',
    simulatorUrl: url,
    hosts: ['graph.microsoft.com', 'login.microsoftonline.com'],
    clientSecret: '',
    more: { DRIVE_ID: DEMO.driveId, DRIVE_TYPE: 'business', CHUNK_SIZE: '320Ki' },
  });
  return { rclone, upload, files: () => simulator.control.files() };
});
