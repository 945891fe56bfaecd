import type { JsonObject } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { Turns } from '../../core/turns.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { deleteRule } from './actions/deleteRule.ts';
import { describeRule } from './actions/describeRule.ts';
import { disableRule } from './actions/disableRule.ts';
import { enableRule } from './actions/enableRule.ts';
import { listRules } from './actions/listRules.ts';
import { listTargetsByRule } from './actions/listTargetsByRule.ts';
import { putEvents } from './actions/putEvents.ts';
import { putRule } from './actions/putRule.ts';
import { putTargets } from './actions/putTargets.ts';
import { removeTargets } from './actions/removeTargets.ts';
import { testEventPattern } from './actions/testEventPattern.ts';
import { Deliveries } from './delivery.ts';
import { AT_ONCE } from './pattern/match.ts';
import { Rules } from './rules.ts';
import { scheduledEvent } from './scheduled-event.ts';

/** EventBridge: rules on the default bus, their schedules, and their delivery to targets. */
export function createEventBridge(cloud: Cloud) {
  const deliveries = new Deliveries(cloud);
  const rules = new Rules(cloud, (rule) => deliveries.deliver(rule, scheduledEvent(cloud, rule)));
  const publish = async (event: JsonObject): Promise<void> => {
    const turns = new Turns(AT_ONCE);
    for (const rule of rules.all()) {
      const matches = rule.enabled && (await rule.pattern?.matchesInTurns(event, turns));
      if (matches) deliveries.deliver(rule, event);
    }
  };
  const operations = {
    DeleteRule: deleteRule(rules),
    DescribeRule: describeRule(rules),
    DisableRule: disableRule(rules),
    EnableRule: enableRule(rules),
    ListRules: listRules(rules),
    ListTargetsByRule: listTargetsByRule(rules),
    PutEvents: putEvents(rules, publish),
    PutRule: putRule(rules),
    PutTargets: putTargets(rules),
    RemoveTargets: removeTargets(rules),
    TestEventPattern: testEventPattern(),
  };
  const refusal = validationErrors('ValidationException');
  const state = stateOf({ rules, retries: deliveries.retries });
  return {
    sdkId: 'EventBridge',
    operations,
    refusal,
    state,
    nextSchedule: () => rules.nextSchedule,
  };
}
