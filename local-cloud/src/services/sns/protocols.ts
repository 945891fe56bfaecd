export const PROTOCOLS = ['sqs', 'lambda', 'email', 'email-json'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Whether a person has to confirm: the caller cannot show that the address is theirs. */
export function isMail(protocol: Protocol): boolean {
  return protocol === 'email' || protocol === 'email-json';
}
