import type { FindLimits } from '../../sdk/member-limits.ts';
import type { IntegrationPorts } from '../integrations/attempt.ts';

export type { TestStateInput, TestStateOutput } from '@aws-sdk/client-sfn';

/** What TestState asks of the world. */
export interface TestStatePorts {
  /** For Tasks without a mock, and `calls.shape` to check mocks by. */
  readonly integrations: IntegrationPorts;
  readonly region: string;
  readonly accountId: string;
  /** What the SDK's schemas of a service leave out of its API model. */
  limitsOf(sdkId: string): Promise<FindLimits>;
}
