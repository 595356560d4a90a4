import type { Simulator, SimulatorOptions } from '../../sdk/simulatorKit';
export function createNextcloudSimulator(_options: SimulatorOptions): Simulator {
  throw new Error('coming');
}
