import { createChangeSet } from './actions/createChangeSet.ts';
import { createStack } from './actions/createStack.ts';
import { deleteChangeSet } from './actions/deleteChangeSet.ts';
import { deleteStack } from './actions/deleteStack.ts';
import { describeChangeSet } from './actions/describeChangeSet.ts';
import { describeStackEvents } from './actions/describeStackEvents.ts';
import { describeStackResource } from './actions/describeStackResource.ts';
import { describeStackResources } from './actions/describeStackResources.ts';
import { describeStacks } from './actions/describeStacks.ts';
import { executeChangeSet } from './actions/executeChangeSet.ts';
import { getTemplate } from './actions/getTemplate.ts';
import { getTemplateSummary } from './actions/getTemplateSummary.ts';
import { listChangeSets } from './actions/listChangeSets.ts';
import { listStackResources } from './actions/listStackResources.ts';
import { listStacks } from './actions/listStacks.ts';
import { updateStack } from './actions/updateStack.ts';
import { updateTerminationProtection } from './actions/updateTerminationProtection.ts';
import { validateTemplate } from './actions/validateTemplate.ts';
import { Deployments } from './deployments.ts';
import type { Stacks } from './stacks.ts';

/** The operations of CloudFormation, by their names in the API model. */
export function stackOperations(stacks: Stacks) {
  const deployments = new Deployments(stacks);
  return {
    CreateChangeSet: createChangeSet(stacks, deployments),
    CreateStack: createStack(stacks, deployments),
    DeleteChangeSet: deleteChangeSet(stacks),
    DeleteStack: deleteStack(stacks, deployments),
    DescribeChangeSet: describeChangeSet(stacks),
    DescribeStackEvents: describeStackEvents(stacks),
    DescribeStackResource: describeStackResource(stacks),
    DescribeStackResources: describeStackResources(stacks),
    DescribeStacks: describeStacks(stacks),
    ExecuteChangeSet: executeChangeSet(stacks, deployments),
    GetTemplate: getTemplate(stacks),
    GetTemplateSummary: getTemplateSummary(stacks),
    ListChangeSets: listChangeSets(stacks),
    ListStackResources: listStackResources(stacks),
    ListStacks: listStacks(stacks),
    UpdateStack: updateStack(stacks, deployments),
    UpdateTerminationProtection: updateTerminationProtection(stacks),
    ValidateTemplate: validateTemplate(stacks),
  };
}
