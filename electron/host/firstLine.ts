// What somebody types, or a script gives, where there is no window to ask in: it stands in no list of processes.
import { createInterface } from 'node:readline';

export async function firstLine(question: string): Promise<string> {
  process.stderr.write(question);
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}
