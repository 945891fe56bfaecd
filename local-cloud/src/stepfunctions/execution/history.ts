import type { HistoryEvent as SdkHistoryEvent } from '@aws-sdk/client-sfn';

/** One event of an execution's history, as GetExecutionHistory gives it; time in ms since 1970. */
export type HistoryEvent = Omit<SdkHistoryEvent, 'timestamp'> & { timestamp: number };
