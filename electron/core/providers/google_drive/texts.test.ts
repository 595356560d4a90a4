// Everything Google Drive may say has its texts, those of all signed-in clouds among them.
import { cloudTextsSuite } from '../../../../tests/contract/cloudTexts';
import { CODES } from './errorTable';
import manifest from './index';

cloudTextsSuite(manifest, CODES, { problems: ['folder_unseen'], composed: ['log.two_folders'] });
