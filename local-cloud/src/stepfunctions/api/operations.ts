import type { Context } from './context.ts';
import { createActivity } from './create-activity.ts';
import { createStateMachine } from './create-state-machine.ts';
import { createStateMachineAlias } from './create-state-machine-alias.ts';
import { deleteActivity } from './delete-activity.ts';
import { deleteStateMachine } from './delete-state-machine.ts';
import { deleteStateMachineAlias } from './delete-state-machine-alias.ts';
import { deleteStateMachineVersion } from './delete-state-machine-version.ts';
import { describeActivity } from './describe-activity.ts';
import { describeExecution } from './describe-execution.ts';
import { describeMapRun } from './describe-map-run.ts';
import { describeStateMachine } from './describe-state-machine.ts';
import { describeStateMachineAlias } from './describe-state-machine-alias.ts';
import { describeStateMachineForExecution } from './describe-state-machine-for-execution.ts';
import { getActivityTask } from './get-activity-task.ts';
import { getExecutionHistory } from './get-execution-history.ts';
import { listActivities } from './list-activities.ts';
import { listExecutions } from './list-executions.ts';
import { listMapRuns } from './list-map-runs.ts';
import { listStateMachineAliases } from './list-state-machine-aliases.ts';
import { listStateMachineVersions } from './list-state-machine-versions.ts';
import { listStateMachines } from './list-state-machines.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';
import { publishStateMachineVersion } from './publish-state-machine-version.ts';
import { redriveExecution } from './redrive-execution.ts';
import { sendTaskFailure } from './send-task-failure.ts';
import { sendTaskHeartbeat } from './send-task-heartbeat.ts';
import { sendTaskSuccess } from './send-task-success.ts';
import { startExecution } from './start-execution.ts';
import { startSyncExecution } from './start-sync-execution.ts';
import { stopExecution } from './stop-execution.ts';
import { tagResource } from './tag-resource.ts';
import { testState } from './test-state.ts';
import { untagResource } from './untag-resource.ts';
import { updateMapRun } from './update-map-run.ts';
import { updateStateMachine } from './update-state-machine.ts';
import { updateStateMachineAlias } from './update-state-machine-alias.ts';
import { validateStateMachineDefinition } from './validate-state-machine-definition.ts';

/** The operations of the Step Functions API, by their names in the API model. */
export function operations(context: Context) {
  return {
    CreateActivity: createActivity(context),
    CreateStateMachine: createStateMachine(context),
    CreateStateMachineAlias: createStateMachineAlias(context),
    DeleteActivity: deleteActivity(context),
    DeleteStateMachine: deleteStateMachine(context),
    DeleteStateMachineAlias: deleteStateMachineAlias(context),
    DeleteStateMachineVersion: deleteStateMachineVersion(context),
    DescribeActivity: describeActivity(context),
    DescribeExecution: describeExecution(context),
    DescribeMapRun: describeMapRun(context),
    DescribeStateMachine: describeStateMachine(context),
    DescribeStateMachineAlias: describeStateMachineAlias(context),
    DescribeStateMachineForExecution: describeStateMachineForExecution(context),
    GetActivityTask: getActivityTask(context),
    GetExecutionHistory: getExecutionHistory(context),
    ListActivities: listActivities(context),
    ListExecutions: listExecutions(context),
    ListMapRuns: listMapRuns(context),
    ListStateMachineAliases: listStateMachineAliases(context),
    ListStateMachineVersions: listStateMachineVersions(context),
    ListStateMachines: listStateMachines(context),
    ListTagsForResource: listTagsForResource(context),
    PublishStateMachineVersion: publishStateMachineVersion(context),
    RedriveExecution: redriveExecution(context),
    SendTaskFailure: sendTaskFailure(context),
    SendTaskHeartbeat: sendTaskHeartbeat(context),
    SendTaskSuccess: sendTaskSuccess(context),
    StartExecution: startExecution(context),
    StartSyncExecution: startSyncExecution(context),
    StopExecution: stopExecution(context),
    TagResource: tagResource(context),
    TestState: testState(context),
    UntagResource: untagResource(context),
    UpdateMapRun: updateMapRun(context),
    UpdateStateMachine: updateStateMachine(context),
    UpdateStateMachineAlias: updateStateMachineAlias(context),
    ValidateStateMachineDefinition: validateStateMachineDefinition(),
  };
}
