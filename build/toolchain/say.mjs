// One line per choice. To stderr: a task's own standard output belongs to the task.

export function say(text) {
  process.stderr.write(`kontor: ${text}\n`);
}

/** A failure that the person at the keyboard can do something about: shown without a stack. */
export class Unprepared extends Error {}
