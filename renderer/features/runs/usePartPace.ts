import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunPart, RunView } from '../../../shared/contract/runs';
import { useEvent } from '../../bridge/hooks';
import { useFormats } from '../../ui/formatsContext';
import { paceOf, withSample, type Sample } from './runProgress';

/** `1 380 a second · about 3 s left`: empty until it can be said. */
export function usePartPace(runId: RunView['id'] | undefined, part: RunPart | undefined): string {
  const { t } = useTranslation('activity');
  const formats = useFormats();
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEvent('runs.progress', (run) => {
    const moved = run.id === runId && run.parts.find(({ connectionId }) => connectionId === part?.connectionId);
    if (moved) setSamples((before) => withSample(before, { atMs: performance.now(), done: moved.done }));
  });
  if (part?.state !== 'running' || part.unit === 'steps') return '';
  const pace = paceOf(samples, part.total);
  if (!pace) return '';
  const speed =
    part.unit === 'bytes' ? formats.bytes(Math.round(pace.perSecond)) : formats.count(Math.round(pace.perSecond));
  const left = pace.secondsLeft;
  const texts = [t(`pace.${part.unit}`, { speed })];
  if (left !== undefined) {
    if (left < 60) texts.push(t('left.seconds', { count: left }));
    else if (left < 3600) texts.push(t('left.minutes', { count: Math.ceil(left / 60) }));
    else texts.push(t('left.hours', { count: Math.ceil(left / 3600) }));
  }
  return texts.join(' · ');
}
