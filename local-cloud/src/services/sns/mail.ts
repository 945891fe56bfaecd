import type { TaskOrigin } from '../../core/service.ts';

/** A mail that the cloud sent: SNS by its email subscriptions. */
export interface Mail {
  /** Counted from 1. */
  readonly id: number;
  /** Cloud time in milliseconds since 1970. */
  readonly sent: number;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** What it was sent for. */
  readonly task?: TaskOrigin | undefined;
}

/** Where a browser finds the mails. */
export const MAILBOX_PATH = '/_local/mailbox';
