import { createActivity } from './actions/createActivity.ts';
import { createStateMachine } from './actions/createStateMachine.ts';
import { createStateMachineAlias } from './actions/createStateMachineAlias.ts';
import { deleteActivity } from './actions/deleteActivity.ts';
import { deleteStateMachine } from './actions/deleteStateMachine.ts';
import { deleteStateMachineAlias } from './actions/deleteStateMachineAlias.ts';
import { deleteStateMachineVersion } from './actions/deleteStateMachineVersion.ts';
import { describeActivity } from './actions/describeActivity.ts';
import { describeExecution } from './actions/describeExecution.ts';
import { describeMapRun } from './actions/describeMapRun.ts';
import { describeStateMachine } from './actions/describeStateMachine.ts';
import { describeStateMachineAlias } from './actions/describeStateMachineAlias.ts';
import { describeStateMachineForExecution } from './actions/describeStateMachineForExecution.ts';
import { getActivityTask } from './actions/getActivityTask.ts';
import { getExecutionHistory } from './actions/getExecutionHistory.ts';
import { listActivities } from './actions/listActivities.ts';
import { listExecutions } from './actions/listExecutions.ts';
import { listMapRuns } from './actions/listMapRuns.ts';
import { listStateMachineAliases } from './actions/listStateMachineAliases.ts';
import { listStateMachines } from './actions/listStateMachines.ts';
import { listStateMachineVersions } from './actions/listStateMachineVersions.ts';
import { listTagsForResource } from './actions/listTagsForResource.ts';
import { publishStateMachineVersion } from './actions/publishStateMachineVersion.ts';
import { redriveExecution } from './actions/redriveExecution.ts';
import { sendTaskFailure } from './actions/sendTaskFailure.ts';
import { sendTaskHeartbeat } from './actions/sendTaskHeartbeat.ts';
import { sendTaskSuccess } from './actions/sendTaskSuccess.ts';
import { startExecution } from './actions/startExecution.ts';
import { startSyncExecution } from './actions/startSyncExecution.ts';
import { stopExecution } from './actions/stopExecution.ts';
import { tagResource } from './actions/tagResource.ts';
import { testState } from './actions/testState.ts';
import { untagResource } from './actions/untagResource.ts';
import { updateMapRun } from './actions/updateMapRun.ts';
import { updateStateMachine } from './actions/updateStateMachine.ts';
import { updateStateMachineAlias } from './actions/updateStateMachineAlias.ts';
import { validateStateMachineDefinition } from './actions/validateStateMachineDefinition.ts';
import type { Context } from './context.ts';

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
    ValidateStateMachineDefinition: validateStateMachineDefinition(context),
  };
}
