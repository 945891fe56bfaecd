import type { Cloud } from 'local-cloud';
import { HEADER } from '../events/ml-retraining/demand.ts';

/** How a run of ml-retraining ended, and what it said. */
export interface Ended {
  readonly status: string;
  readonly cause?: string;
  readonly output: {
    readonly outcome?: string;
    readonly reason?: string;
    readonly figures?: string;
  };
  /** Where its results are. */
  readonly prefix: string;
}

/** Drives ml-retraining in a local cloud: files into raw/, runs, predictions out of it. */
export class Retraining {
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  get bucket(): string {
    return this.#cloud.output('DemandBucketName');
  }

  /** Puts rows into raw/, without their header. */
  async put(name: string, rows: readonly string[]): Promise<void> {
    const Body = `${[HEADER, ...rows].join('\n')}\n`;
    await this.#cloud.call('S3', 'PutObject', {
      Bucket: this.bucket,
      Key: `raw/${name}.csv`,
      Body,
    });
  }

  async remove(name: string): Promise<void> {
    await this.#cloud.call('S3', 'DeleteObject', { Bucket: this.bucket, Key: `raw/${name}.csv` });
  }

  async text(Key: string): Promise<string> {
    const object = { Bucket: this.bucket, Key };
    const { Body } = await this.#cloud.call<{ Body: { transformToString(): Promise<string> } }>(
      'S3',
      'GetObject',
      object,
    );
    return Body.transformToString();
  }

  /** The rides of each day of a file of predictions. */
  async predictions(first: string): Promise<Map<string, number>> {
    const [, ...rows] = (await this.text(`predictions/${first}.csv`)).trim().split('\n');
    return new Map(rows.map((row) => [row.slice(0, 10), Number(row.slice(11))]));
  }

  /**
   * Runs the workflow to its end.
   *
   * @param watch called after each step of the clock
   */
  async run(watch: () => Promise<void> = async () => {}): Promise<Ended> {
    const stateMachineArn = this.#cloud.output('MlRetrainingStateMachineArn');
    const start = { stateMachineArn };
    const { executionArn } = await this.#cloud.call<{ executionArn: string }>(
      'SFN',
      'StartExecution',
      start,
    );
    for (;;) {
      await this.#cloud.clock.settle();
      await watch();
      const {
        status,
        cause,
        output = '{}',
      } = await this.#cloud.call<{
        status: string;
        cause?: string;
        output?: string;
      }>('SFN', 'DescribeExecution', { executionArn });
      const prefix = `runs/${executionArn.split(':').at(-1)}/`;
      if (status !== 'RUNNING') {
        return {
          status,
          ...(cause !== undefined && { cause }),
          output: JSON.parse(output),
          prefix,
        };
      }
      await this.#cloud.clock.next();
    }
  }
}
