import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import type { ScheduleWork } from '../../../shared/domain/schedule/rule';
import { useCommand, useQuery } from '../../bridge/hooks';
import { ScheduleLine } from '../../features/schedules/ScheduleLine';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Loaded } from '../../ui/Loading';
import { useInstantText } from '../../ui/values';
import { Line, Section } from './Section';

export function SchedulesSection({ companyId }: { readonly companyId: CompanyId }) {
  const { t } = useTranslation('schedule');
  const list = useQuery('schedules.list', { companyId });
  return (
    <Section title={t('heading')} id="schedules">
      <Loaded query={list} rows={2}>
        {(schedules) => (
          <>
            {schedules.map((schedule) => (
              <ScheduleLine key={`${schedule.id} ${schedule.rule.at}`} schedule={schedule} />
            ))}
            {(['sync', 'report'] as const).map((work) =>
              schedules.some((schedule) => schedule.work === work) ? null : (
                <Offer key={work} companyId={companyId} work={work} />
              ),
            )}
          </>
        )}
      </Loaded>
      <PauseLine />
    </Section>
  );
}

function Offer({ companyId, work }: { readonly companyId: CompanyId; readonly work: ScheduleWork }) {
  const { t } = useTranslation('schedule');
  const suggested = useQuery('schedules.suggest', { companyId, work });
  const save = useCommand('schedules.save');
  return (
    <Line label={t(`work.${work}`)} note={t(`work_note.${work}`)}>
      {save.problem && <ExplainedProblem problem={save.problem} />}
      <Button
        isBusy={save.isRunning}
        onClick={() => {
          if (suggested.data)
            void save.run({ companyId, work, ...suggested.data, catchUp: 'when_possible', isOn: true });
        }}
      >
        {t(`add.${work}`)}
      </Button>
    </Line>
  );
}

function PauseLine() {
  const { t } = useTranslation('schedule');
  const instantText = useInstantText();
  const status = useQuery('schedules.status', undefined);
  const pause = useCommand('schedules.pause');
  const resume = useCommand('schedules.resume');
  const until = status.data?.pausedUntil;
  if (status.data === undefined || status.data.count === 0) return null;
  const note =
    until === undefined
      ? t('pause.note')
      : until === 'resumed'
        ? t('pause.until_resumed')
        : t('pause.until', { at: instantText(until) });
  return (
    <Line label={t('pause.label')} note={note}>
      {until === undefined ? (
        (['hour', 'tomorrow', 'resumed'] as const).map((each) => (
          <Button key={each} isBusy={pause.isRunning} onClick={() => void pause.run({ until: each })}>
            {t(`pause.${each}`)}
          </Button>
        ))
      ) : (
        <Button isBusy={resume.isRunning} onClick={() => void resume.run(undefined)}>
          {t('pause.resume')}
        </Button>
      )}
    </Line>
  );
}
