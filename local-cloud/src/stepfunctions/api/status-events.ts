import { AwsError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { KnownJson } from '../../core/known-json.ts';
import type { Cloud } from '../../core/service.ts';
import type { Execution } from '../execution/types.ts';
import { redriveStatusOf } from './redrive-status.ts';

/**
 * `Step Functions Execution Status Change` events of Standard executions on the account's default
 * event bus (recorded).
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export class StatusEvents {
  readonly #cloud: Cloud;
  /** There may be no EventBridge in this cloud. */
  #listening = true;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  send(execution: Execution): void {
    if (!this.#listening) return;
    const entry = {
      Source: 'aws.states',
      DetailType: 'Step Functions Execution Status Change',
      Resources: [execution.arn],
      Time: new Date(this.#cloud.clock.now()),
      Detail: KnownJson.ofValue(statusDetail(execution, this.#cloud.clock.now())),
    };
    this.#cloud.background('Execution status events', () => this.#put(entry));
  }

  async #put(entry: object): Promise<void> {
    const states = {
      kind: 'service',
      arn: 'states.amazonaws.com',
      service: 'states.amazonaws.com',
    } as const;
    try {
      await this.#cloud.call(states, 'EventBridge', 'PutEvents', { Entries: [entry] });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'NotSupportedByLocalCloud') throw error;
      this.#listening = false;
    }
  }
}

function statusDetail(execution: Execution, now: number): JsonObject {
  const { spec, output } = execution;
  const redrive = redriveStatusOf(execution, now);
  return {
    executionArn: execution.arn,
    stateMachineArn: spec.stateMachineArn,
    name: execution.name,
    status: execution.status,
    startDate: execution.startDate,
    stopDate: execution.stopDate ?? null,
    input: execution.input,
    output: output ?? null,
    stateMachineVersionArn: spec.stateMachineVersionArn ?? null,
    stateMachineAliasArn: spec.stateMachineAliasArn ?? null,
    redriveCount: execution.redriveCount,
    redriveDate: execution.redriveDate ?? null,
    redriveStatus: redrive.redriveStatus,
    redriveStatusReason: redrive.redriveStatusReason ?? null,
    inputDetails: { included: true },
    outputDetails: output === undefined ? null : { included: true },
    error: execution.error ?? null,
    cause: execution.cause ?? null,
  };
}
