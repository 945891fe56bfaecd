/** One measurement that a service of the cloud publishes about itself. */
export interface Measurement {
  /** `AWS/SQS`, `AWS/Lambda`, `AWS/States`, ... */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** One of CloudWatch's units. Default: `None`. */
  readonly unit?: string;
  /** How often that value was measured. Default: once. */
  readonly count?: number;
}

/** Takes a measurement: it is of now, by the clock. */
export type RecordMetric = (measurement: Measurement) => void;
