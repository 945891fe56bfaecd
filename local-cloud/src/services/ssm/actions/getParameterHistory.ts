import type { GetParameterHistoryRequest, GetParameterHistoryResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../core/service.ts';
import { page, parameterName } from '../members.ts';
import { pageOf } from '../pages.ts';
import { nameOf, type Parameters, parameterNotFound, toldBesides } from '../parameters.ts';

/** On a page. */
const MOST = 50;

/**
 * Tells the versions of a parameter, the oldest first. Errors: InvalidNextToken, ParameterNotFound.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html
 */
export function getParameterHistory(
  parameters: Parameters,
): Operation<GetParameterHistoryRequest, GetParameterHistoryResult> {
  return {
    members: { Name: { ...parameterName, required: true }, WithDecryption: {}, ...page(MOST) },
    permissions: ({ Name }) => [parameters.permission('GetParameterHistory', Name)],
    handle({ Name, WithDecryption, ...asked }) {
      const found = parameters.find(nameOf(Name) ?? '');
      if (found === undefined) throw parameterNotFound(Name);
      const { shown, NextToken } = pageOf(found.versions, asked, MOST);
      const Parameters = shown.map((one) => {
        const { ARN: _, ...rest } = parameters.describe(one, WithDecryption);
        return { ...rest, ...toldBesides(one), Labels: [] };
      });
      return { Parameters, NextToken };
    },
  };
}
