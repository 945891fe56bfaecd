import type { JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { Turns } from '../../core/turns.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { cancelReplay } from './actions/cancelReplay.ts';
import { createArchive } from './actions/createArchive.ts';
import { createConnection } from './actions/createConnection.ts';
import { createEventBus } from './actions/createEventBus.ts';
import { deauthorizeConnection } from './actions/deauthorizeConnection.ts';
import { deleteArchive } from './actions/deleteArchive.ts';
import { deleteConnection } from './actions/deleteConnection.ts';
import { deleteEventBus } from './actions/deleteEventBus.ts';
import { deleteRule } from './actions/deleteRule.ts';
import { describeArchive } from './actions/describeArchive.ts';
import { describeConnection } from './actions/describeConnection.ts';
import { describeEventBus } from './actions/describeEventBus.ts';
import { describeReplay } from './actions/describeReplay.ts';
import { describeRule } from './actions/describeRule.ts';
import { disableRule } from './actions/disableRule.ts';
import { enableRule } from './actions/enableRule.ts';
import { listArchives } from './actions/listArchives.ts';
import { listConnections } from './actions/listConnections.ts';
import { listEventBuses } from './actions/listEventBuses.ts';
import { listReplays } from './actions/listReplays.ts';
import { listRuleNamesByTarget } from './actions/listRuleNamesByTarget.ts';
import { listRules } from './actions/listRules.ts';
import { listTagsForResource } from './actions/listTagsForResource.ts';
import { listTargetsByRule } from './actions/listTargetsByRule.ts';
import { putEvents } from './actions/putEvents.ts';
import { putPermission } from './actions/putPermission.ts';
import { putRule } from './actions/putRule.ts';
import { putTargets } from './actions/putTargets.ts';
import { removePermission } from './actions/removePermission.ts';
import { removeTargets } from './actions/removeTargets.ts';
import { startReplay } from './actions/startReplay.ts';
import { tagResource } from './actions/tagResource.ts';
import { testEventPattern } from './actions/testEventPattern.ts';
import { untagResource } from './actions/untagResource.ts';
import { updateArchive } from './actions/updateArchive.ts';
import { updateConnection } from './actions/updateConnection.ts';
import { Archives } from './archives.ts';
import { Connections } from './connections.ts';
import { Deliveries } from './delivery.ts';
import { AT_ONCE } from './pattern/match.ts';
import { Replays } from './replays.ts';
import { type Rule, Rules } from './rules.ts';
import { scheduledEvent } from './scheduled-event.ts';

/**
 * EventBridge: event buses and their rules, schedules, their delivery to targets, and archives.
 *
 * @param hasRoom whether there is memory for more events in archives
 */
export function createEventBridge(cloud: Cloud, hasRoom = () => true) {
  const connections = new Connections(cloud);
  const deliveries = new Deliveries(cloud);
  const rules = new Rules(cloud, (rule) => deliveries.deliver(rule, scheduledEvent(cloud, rule)));
  const archives = new Archives(rules, hasRoom);
  const publish = async (bus: string, event: JsonObject, isFor = (_: Rule) => true) => {
    const turns = new Turns(AT_ONCE);
    for (const rule of rules.on(bus).filter(isFor)) {
      const matches = rule.enabled && (await rule.pattern?.matchesInTurns(event, turns));
      if (matches && !archives.take(rule, event)) deliveries.deliver(rule, event);
    }
  };
  const replays = new Replays(cloud, archives, publish);
  const operations = {
    CancelReplay: cancelReplay(replays),
    CreateArchive: createArchive(archives),
    CreateConnection: createConnection(connections),
    CreateEventBus: createEventBus(rules),
    DeauthorizeConnection: deauthorizeConnection(connections),
    DeleteArchive: deleteArchive(archives),
    DeleteConnection: deleteConnection(connections),
    DeleteEventBus: deleteEventBus(rules),
    DeleteRule: deleteRule(rules),
    DescribeArchive: describeArchive(archives),
    DescribeConnection: describeConnection(connections),
    DescribeEventBus: describeEventBus(rules),
    DescribeReplay: describeReplay(replays),
    DescribeRule: describeRule(rules),
    DisableRule: disableRule(rules),
    EnableRule: enableRule(rules),
    ListArchives: listArchives(archives),
    ListConnections: listConnections(connections),
    ListEventBuses: listEventBuses(rules),
    ListReplays: listReplays(replays),
    ListRuleNamesByTarget: listRuleNamesByTarget(rules),
    ListRules: listRules(rules),
    ListTagsForResource: listTagsForResource(rules),
    ListTargetsByRule: listTargetsByRule(rules),
    PutEvents: putEvents(rules, publish),
    PutPermission: putPermission(rules),
    PutRule: putRule(rules),
    PutTargets: putTargets(rules),
    RemovePermission: removePermission(rules),
    RemoveTargets: removeTargets(rules),
    StartReplay: startReplay(replays),
    TagResource: tagResource(rules),
    TestEventPattern: testEventPattern(),
    UntagResource: untagResource(rules),
    UpdateArchive: updateArchive(archives),
    UpdateConnection: updateConnection(connections),
  };
  const refusal = validationErrors('ValidationException');
  const state = stateOf({
    buses: rules.buses,
    connections,
    rules,
    retries: deliveries.retries,
    archives,
    replays,
    replaysDue: replays.due,
  });
  return {
    sdkId: 'EventBridge',
    operations,
    refusal,
    state,
    /** The connection with this ARN. */
    connection: (arn: string) => connections.find(arn),
    nextSchedule: () => rules.nextSchedule,
  };
}
