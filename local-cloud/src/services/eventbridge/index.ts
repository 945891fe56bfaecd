import type { JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { Turns } from '../../core/turns.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { createConnection } from './actions/createConnection.ts';
import { createEventBus } from './actions/createEventBus.ts';
import { deauthorizeConnection } from './actions/deauthorizeConnection.ts';
import { deleteConnection } from './actions/deleteConnection.ts';
import { deleteEventBus } from './actions/deleteEventBus.ts';
import { deleteRule } from './actions/deleteRule.ts';
import { describeConnection } from './actions/describeConnection.ts';
import { describeEventBus } from './actions/describeEventBus.ts';
import { describeRule } from './actions/describeRule.ts';
import { disableRule } from './actions/disableRule.ts';
import { enableRule } from './actions/enableRule.ts';
import { listConnections } from './actions/listConnections.ts';
import { listEventBuses } from './actions/listEventBuses.ts';
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
import { tagResource } from './actions/tagResource.ts';
import { testEventPattern } from './actions/testEventPattern.ts';
import { untagResource } from './actions/untagResource.ts';
import { updateConnection } from './actions/updateConnection.ts';
import { Connections } from './connections.ts';
import { Deliveries } from './delivery.ts';
import { AT_ONCE } from './pattern/match.ts';
import { Rules } from './rules.ts';
import { scheduledEvent } from './scheduled-event.ts';

/** EventBridge: event buses and their rules, schedules, and their delivery to targets. */
export function createEventBridge(cloud: Cloud) {
  const connections = new Connections(cloud);
  const deliveries = new Deliveries(cloud);
  const rules = new Rules(cloud, (rule) => deliveries.deliver(rule, scheduledEvent(cloud, rule)));
  const publish = async (bus: string, event: JsonObject): Promise<void> => {
    const turns = new Turns(AT_ONCE);
    for (const rule of rules.on(bus)) {
      const matches = rule.enabled && (await rule.pattern?.matchesInTurns(event, turns));
      if (matches) deliveries.deliver(rule, event);
    }
  };
  const operations = {
    CreateConnection: createConnection(connections),
    CreateEventBus: createEventBus(rules),
    DeauthorizeConnection: deauthorizeConnection(connections),
    DeleteConnection: deleteConnection(connections),
    DeleteEventBus: deleteEventBus(rules),
    DeleteRule: deleteRule(rules),
    DescribeConnection: describeConnection(connections),
    DescribeEventBus: describeEventBus(rules),
    DescribeRule: describeRule(rules),
    DisableRule: disableRule(rules),
    EnableRule: enableRule(rules),
    ListConnections: listConnections(connections),
    ListEventBuses: listEventBuses(rules),
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
    TagResource: tagResource(rules),
    TestEventPattern: testEventPattern(),
    UntagResource: untagResource(rules),
    UpdateConnection: updateConnection(connections),
  };
  const refusal = validationErrors('ValidationException');
  const state = stateOf({ buses: rules.buses, connections, rules, retries: deliveries.retries });
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
