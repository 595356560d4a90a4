// Where the demo company's simulated services live: names that no resolver knows, answered inside this process.

export function demoOrigin(providerId: string): string {
  return `https://${providerId.replaceAll('_', '-')}.demo.invalid`;
}
