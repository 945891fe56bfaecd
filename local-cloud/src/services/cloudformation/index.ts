import { lateOperations } from '../../core/late-operations.ts';
import type { Service } from '../../core/service.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import type { stackOperations } from './operations.ts';
import type { Stacks } from './stacks.ts';

const OPERATIONS = [
  'CreateChangeSet',
  'CreateStack',
  'DeleteChangeSet',
  'DeleteStack',
  'DescribeChangeSet',
  'DescribeStackEvents',
  'DescribeStackResource',
  'DescribeStackResources',
  'DescribeStacks',
  'ExecuteChangeSet',
  'GetTemplate',
  'GetTemplateSummary',
  'ListChangeSets',
  'ListStackResources',
  'ListStacks',
  'UpdateStack',
  'UpdateTerminationProtection',
  'ValidateTemplate',
] as const;

/** CloudFormation: stacks that a package was deployed as (src/deploy), and those that are made by calls. */
export function createCloudFormation(stacks: Stacks): Service {
  const operations = lateOperations<ReturnType<typeof stackOperations>>(OPERATIONS, async () =>
    (await import('./operations.ts')).stackOperations(stacks),
  );
  const refusal = validationErrors('ValidationError');
  return { sdkId: 'CloudFormation', operations, refusal, state: stacks };
}
