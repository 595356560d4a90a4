// Instants as the app writes them: fixed-width UTC text with milliseconds.

export function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}

export function msOf(instant: string): number {
  return Date.parse(instant);
}
