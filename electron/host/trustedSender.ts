// Pure: may this frame speak to the core?

export interface SenderFacts {
  readonly isTopFrame: boolean;
  /** Address of the frame that speaks. */
  readonly origin: string;
  /** Its web contents belong to our window. */
  readonly isOurs: boolean;
}

export function isTrustedSender(sender: SenderFacts, origin: string): boolean {
  return sender.isTopFrame && sender.isOurs && (sender.origin === origin || sender.origin.startsWith(`${origin}/`));
}
