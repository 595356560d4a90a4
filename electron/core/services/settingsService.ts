// Settings with defaults; a broken or older value falls back field by field.
import { Settings } from '../../../shared/contract/app';
import type { Language } from '../../../shared/domain/ids';
import { languageOf } from '../../../shared/lib/languageOf';
import type { MetaRepo } from '../db/repositories/meta.repo';
import type { EventBus } from '../events/eventBus';
import type { z } from 'zod';

export type SettingsValue = z.infer<typeof Settings>;

export interface SettingsService {
  get(): Promise<SettingsValue>;
  save(settings: SettingsValue): Promise<void>;
  /** The language in force. */
  language(): Promise<Language>;
}

const DEFAULTS: SettingsValue = { language: 'system', theme: 'system', contrast: 'system' };
const KEY = 'settings';

export function settingsService(meta: MetaRepo, events: EventBus, systemLanguage: string): SettingsService {
  const get = async (): Promise<SettingsValue> => {
    const text = await meta.get(KEY);
    if (text === null) return DEFAULTS;
    try {
      const stored = Settings.partial().parse(JSON.parse(text));
      return { ...DEFAULTS, ...Object.fromEntries(Object.entries(stored).filter(([, value]) => value !== undefined)) };
    } catch {
      return DEFAULTS;
    }
  };
  return {
    get,
    save: async (settings) => {
      await meta.set(KEY, JSON.stringify(settings));
      events.emit('app.settingsChanged', undefined);
    },
    language: async () => {
      const { language } = await get();
      return language === 'system' ? languageOf(systemLanguage) : language;
    },
  };
}
