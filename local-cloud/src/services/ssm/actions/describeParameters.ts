import type { DescribeParametersResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../core/service.ts';
import type { Parameters } from '../parameters.ts';

/**
 * Lists the parameters without their values, all on one page.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
export function describeParameters(
  parameters: Parameters,
): Operation<object, DescribeParametersResult> {
  return {
    members: {},
    permissions: () => [{ action: 'ssm:DescribeParameters', resource: '*' }],
    handle: () => ({
      Parameters: parameters.all().map((one) => {
        const { Value: _, ...rest } = parameters.describe(one);
        return { ...rest, Description: one.description };
      }),
    }),
  };
}
