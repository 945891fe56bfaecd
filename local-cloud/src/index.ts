/**
 * The local cloud in a test of your own:
 *
 *     const cloud = await startCloud({ project: '.' });
 *     const execution = await cloud.run('OrderStateMachine', { tea: 'green' });
 *     expectExecution(execution, { status: 'SUCCEEDED', path: ['Check Order', 'Ship'] });
 *     await cloud.close();
 */
import './node-version.ts';

export type { ActionUse } from './authorization/used-actions.ts';
export type { MockFile, MocksOption } from './cli/mocks.ts';
export type { Package } from './cli/package.ts';
export type { ReportedEvent } from './client/executions.ts';
export type { Grant } from './client/grants.ts';
export type { Fault } from './console/fault.ts';
export { UserError } from './core/errors.ts';
export type { Clock } from './face/clock.ts';
export type { Cloud, Coverage } from './face/cloud.ts';
export type { Execution } from './face/execution.ts';
export { type ExpectedExecution, expectExecution } from './face/expect-execution.ts';
export type {
  ProjectSource,
  StackOptions,
  StartOptions,
  TemplateSource,
} from './face/options.ts';
export { packageProject, startCloud } from './face/start-cloud.ts';
export { loadWorkflows, type Workflow } from './scenarios/load.ts';
export type { ScenarioResult } from './scenarios/run-scenario.ts';
export type { Mail } from './services/sns/mail.ts';
