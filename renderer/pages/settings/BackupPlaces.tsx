import { useTranslation } from 'react-i18next';
import type { BackupPlaceView } from '../../../shared/contract/safety';
import { useCommand } from '../../bridge/hooks';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { OnOff } from '../../ui/OnOff';
import { useInstantText } from '../../ui/values';
import { Line } from './Section';

interface Props {
  readonly places: readonly BackupPlaceView[];
  /** Of the last backup. */
  readonly states: number;
}
/** Where the backup goes as well: a disk on the desk burns with the computer. */
export function BackupPlaces({ places, states }: Props) {
  const { t } = useTranslation('safety');
  const formats = useFormats();
  const instantText = useInstantText();
  const choose = useCommand('safety.sendBackups');
  const chosen = places.filter(({ isChosen }) => isChosen).map(({ connectionId }) => connectionId);
  if (places.length === 0) return null;
  return (
    <>
      {choose.problem && <ExplainedProblem problem={choose.problem} />}
      <Line label={t('backup.also')} note={t('backup.also_about')} />
      {places.map(({ connectionId, title, company, isChosen, states: there, sentAt }) => {
        const lies =
          sentAt === undefined
            ? []
            : [
                t('backup.also_there', {
                  there: formats.count(there),
                  states: formats.count(states),
                  at: instantText(sentAt),
                }),
              ];
        return (
          <Line key={connectionId} label={title} note={[company, ...lies].join(' · ')}>
            <OnOff
              name={`${title}, ${company}`}
              value={isChosen}
              onChange={(isOn) => {
                const others = chosen.filter((id) => id !== connectionId);
                void choose.run({ connectionIds: isOn ? [...others, connectionId] : others });
              }}
            />
          </Line>
        );
      })}
    </>
  );
}
