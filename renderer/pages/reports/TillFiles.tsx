import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { FiscalFileView } from '../../../shared/contract/fiscal';
import { go } from '../../stores/route';
import { LinkButton } from '../../ui/Button';
import { Card } from '../../ui/layout';
import { TillFileRow } from './TillFileRow';

interface Props {
  readonly files: readonly FiscalFileView[];
  readonly places: readonly ConnectionView[];
}
/** What tills have signed in the month: it goes where the bundle goes. */
export function TillFiles({ files, places }: Props) {
  const { t } = useTranslation('fiscal');
  return (
    <Card
      title={t('files.title')}
      note={<LinkButton onClick={() => go({ place: 'tills' })}>{t('open')}</LinkButton>}
      isFlush
    >
      <ul>
        {files.map((file) => (
          <TillFileRow key={file.id} file={file} places={places} />
        ))}
      </ul>
    </Card>
  );
}
