import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import { useFormats } from '../../ui/formatsContext';
import { useInstantText } from '../../ui/values';
import { durationText } from './runTexts';

/** When a run began, by whose hand, and how long it took. */
export function useRunWords() {
  const { t } = useTranslation('activity');
  const { t: schedule } = useTranslation('schedule');
  const formats = useFormats();
  const instantText = useInstantText();
  return {
    started: (run: RunView) => {
      const words = [t('started', { trigger: t(`trigger.${run.trigger}`), at: instantText(run.startedAt) })];
      if (run.pc !== undefined) words.push(t('on_pc', { pc: run.pc }));
      if (run.range)
        words.push(t('range', { from: formats.dateLong(run.range.from), to: formats.dateLong(run.range.to) }));
      if (run.due)
        words.push(
          run.due.late === undefined
            ? schedule('run_due', { due: instantText(run.due.at) })
            : schedule('run_late', { due: instantText(run.due.at), reason: schedule(`late.${run.due.late}`) }),
        );
      if (run.tag !== undefined) words.push(t('tagged', { tag: run.tag }));
      return words.join(' · ');
    },
    took: (run: RunView) =>
      run.endedAt === undefined
        ? ''
        : t('took', { time: durationText(t, formats, Date.parse(run.endedAt) - Date.parse(run.startedAt)) }),
  };
}
