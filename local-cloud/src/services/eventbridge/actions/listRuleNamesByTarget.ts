import type {
  ListRuleNamesByTargetRequest,
  ListRuleNamesByTargetResponse,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { eventBusName } from '../members.ts';
import { page, paged } from '../pages.ts';
import type { Rules } from '../rules.ts';

/**
 * Lists the names of the rules of a bus that a target is in, page by page.
 * Errors: ResourceNotFoundException, ValidationException for a token that is none.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html
 */
export function listRuleNamesByTarget(
  rules: Rules,
): Operation<ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse> {
  return {
    members: {
      TargetArn: { required: true, length: [1, 1600] },
      EventBusName: eventBusName,
      ...paged,
    },
    permissions: ({ EventBusName }) => [
      rules.permission('ListRuleNamesByTarget', '*', EventBusName),
    ],
    handle({ TargetArn, EventBusName, ...asked }) {
      const found = rules
        .on(rules.buses.get(EventBusName).name)
        .filter(({ targets }) => [...targets.values()].some(({ Arn }) => Arn === TargetArn));
      const { items, next } = page(found, asked);
      return { RuleNames: items.map(({ name }) => name), ...next };
    },
  };
}
