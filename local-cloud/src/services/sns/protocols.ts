export const PROTOCOLS = ['sqs', 'lambda', 'email', 'email-json'] as const;
export type Protocol = (typeof PROTOCOLS)[number];
