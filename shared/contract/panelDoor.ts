// What the small panel at the symbol may ask for and hears of: nothing else. Apart from the schemas, which the first file of main does not read.

export const PANEL_CALLS: ReadonlySet<string> = new Set([
  'app.info',
  'app.settings',
  'panel.view',
  'panel.choose',
  'panel.putOff',
  'panel.lead',
]);
export const PANEL_EVENTS: ReadonlySet<string> = new Set([
  'app.settingsChanged',
  'app.vaultChanged',
  'companies.changed',
  'connections.changed',
  'panel.changed',
  'runs.changed',
  'runs.progress',
  'schedules.changed',
]);
