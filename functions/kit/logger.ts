import { Logger } from '@aws-lambda-powertools/logger';

/**
 * Structured logs. Business ids may be logged; names, addresses and other personal data may not:
 * log what was decided, never what was sent.
 */
export const logger = new Logger();
