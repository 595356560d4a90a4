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
              <ScheduleLine key={schedule.id} schedule={schedule} />
            ))}
            {(['sync', 'report'] as const).map((work) =>
              // A month goes out once; a sync may have several times, of all sources or of one.
              schedules.some((schedule) => schedule.work === work) && work === 'report' ? null : (
                <Offer
                  key={work}
                  companyId={companyId}
                  work={work}
                  isFurther={schedules.some((schedule) => schedule.work === work)}
                />
              ),
            )}
          </>
        )}
      </Loaded>
      <PauseLine />
    </Section>
  );
}

interface OfferProps {
  readonly companyId: CompanyId;
  readonly work: ScheduleWork;
  /** There is one already. */
  readonly isFurther: boolean;
}
function Offer({ companyId, work, isFurther }: OfferProps) {
  const { t } = useTranslation('schedule');
  const suggested = useQuery('schedules.suggest', { companyId, work });
  const save = useCommand('schedules.save');
  const add = (
    <Button
      isBusy={save.isRunning}
      onClick={() => {
        if (suggested.data) void save.run({ companyId, work, ...suggested.data, catchUp: 'when_possible', isOn: true });
      }}
    >
      {isFurther ? t('another') : t(`add.${work}`)}
    </Button>
  );
  return (
    <Line label={isFurther ? add : t(`work.${work}`)} {...(isFurther ? {} : { note: t(`work_note.${work}`) })}>
      {save.problem && <ExplainedProblem problem={save.problem} />}
      {!isFurther && add}
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
