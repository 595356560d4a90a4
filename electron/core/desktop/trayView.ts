// Pure: what the symbol in the panel shows and offers.
import type { TrayAction, TrayShape, TrayView } from '../ports';

export interface TrayFacts {
  readonly isWorking: boolean;
  readonly isOnline: boolean;
  /** How many things wait for a person. */
  readonly attention: number;
  readonly schedules: number;
  /** Instants. */
  readonly lastGoodAt: string | null;
  readonly nextAt: string | null;
  /** Until when nothing begins by itself; `resumed`: until somebody says so. */
  readonly pausedUntil: string | null;
  /** No good run for too long: since then. */
  readonly silentSince: string | null;
  readonly hasDestination: boolean;
  readonly hasSource: boolean;
}

export type Say = (key: string, params?: Readonly<Record<string, string>>) => string;

function shapeOf(facts: TrayFacts): TrayShape {
  if (facts.isWorking) return 'working';
  if (!facts.isOnline) return 'offline';
  if (facts.attention > 0 || facts.silentSince !== null) return 'attention';
  return facts.pausedUntil !== null && facts.schedules > 0 ? 'paused' : 'idle';
}

/** `at`: an instant as one reads it. */
export function trayView(facts: TrayFacts, t: Say, at: (instant: string) => string): TrayView {
  const shape = shapeOf(facts);
  const status = [
    facts.lastGoodAt === null ? t('tray.last_none') : t('tray.last', { at: at(facts.lastGoodAt) }),
    ...(facts.pausedUntil !== null && facts.schedules > 0
      ? [facts.pausedUntil === 'resumed' ? t('tray.paused') : t('tray.paused_until', { at: at(facts.pausedUntil) })]
      : facts.nextAt === null
        ? []
        : [t('tray.next', { at: at(facts.nextAt) })]),
  ];
  const offer = (action: TrayAction): { label: string; action: TrayAction } => ({ label: t(`tray.${action}`), action });
  const pauses =
    facts.schedules === 0
      ? []
      : [
          null,
          ...(facts.pausedUntil === null
            ? [offer('pause_hour'), offer('pause_tomorrow'), offer('pause_resumed')]
            : [offer('resume')]),
        ];
  return {
    shape,
    tooltip: ['Kontor', t(`tray.shape_${shape}`), ...status].join(' · '),
    menu: [
      ...status.map((label) => ({ label })),
      ...(facts.silentSince === null ? [] : [{ label: t('tray.silent', { at: at(facts.silentSince) }) }]),
      null,
      ...(facts.hasSource ? [offer('sync')] : []),
      ...(facts.hasDestination ? [offer('upload')] : []),
      ...pauses,
      null,
      offer('open'),
      ...(facts.attention === 0
        ? []
        : [{ label: t('tray.attention', { count: String(facts.attention) }), action: 'attention' as const }]),
      offer('activity'),
      null,
      offer('settings'),
      offer('quit'),
    ],
  };
}
