import type { Cloud, Execution, Grant } from 'local-cloud';
import { demand } from '../kit/finding.ts';
import type { Proofs } from '../kit/lab.ts';
import { DEFINITION, demandOutput } from '../kit/runs.ts';

const ROLE = 'WorkflowRole';
const POLICY = `"Policies" of ${ROLE} in template.yaml`;

/** A name with a wildcard in it, or a statement of all but some names. */
const isWide = (name: string) => /[*?]|^all but /.test(name);

async function orderOfTeaInStock(cloud: Cloud): Promise<void> {
  const Item = { tea: { S: 'Sample Green' } };
  await cloud.call('DynamoDB', 'PutItem', { TableName: cloud.resource('Stock'), Item });
  const execution = await cloud.run('Workflow', { orderId: 'sample', tea: 'Sample Green' });
  demandOutput(execution, { outcome: 'kept' }, 'An order of a tea that is there', POLICY);
  demandCalls(execution, 2);
}

async function orderOfTeaThatIsOut(cloud: Cloud): Promise<void> {
  const execution = await cloud.run('Workflow', { orderId: 'sample', tea: 'Sample White' });
  demandOutput(execution, { outcome: 'to buy' }, 'An order of a tea that is out', POLICY);
  demandCalls(execution, 2);
}

/** A workflow that calls nothing would need no role: so many of its calls have succeeded. */
function demandCalls(execution: Execution, count: number): void {
  const calls = execution.events.filter(({ type }) => type === 'TaskSucceeded').length;
  demand(calls === count, {
    happened: `The workflow made ${calls} calls for one order`,
    expected: `It makes ${count}: the definition is as it should be`,
    look: DEFINITION,
    execution,
  });
}

/** What the role is granted, after the workflow has gone both ways. */
async function grantedBothWays(cloud: Cloud): Promise<Grant[]> {
  await orderOfTeaInStock(cloud);
  await orderOfTeaThatIsOut(cloud);
  const role = cloud.resource(ROLE);
  return (await cloud.grants()).filter((grant) => grant.role === role && grant.effect === 'Allow');
}

/** The actions that the role has used, each once. */
function actionsUsed(cloud: Cloud): string {
  const uses = Object.entries(cloud.usedGrants()).filter(([arn]) =>
    arn.endsWith(`/${cloud.resource(ROLE)}`),
  );
  const actions = uses.flatMap(([, used]) => used.map(({ action }) => action));
  return [...new Set(actions)].sort().join(', ');
}

export const proofs: Proofs = {
  'A tea that is there is kept': orderOfTeaInStock,
  'A tea that is out goes on the list': orderOfTeaThatIsOut,
  'Every grant names its actions': async (cloud) => {
    const grants = await grantedBothWays(cloud);
    const wide = grants.filter(({ action }) => isWide(action)).map(({ action }) => action);
    demand(wide.length === 0, {
      happened: `The role may ${[...new Set(wide)].join(' and ')}; all it did was ${actionsUsed(cloud)}`,
      expected:
        'A grant names the actions that the workflow calls, without * or ?, and not all but some',
      look: `"Action" in ${POLICY}, and policies that are attached to it`,
    });
  },
  'Every grant names its resource': async (cloud) => {
    const grants = await grantedBothWays(cloud);
    const wide = grants.filter(({ resource }) => isWide(resource));
    const on = [...new Set(wide.map(({ resource }) => resource))].filter((one) => one !== '*');
    demand(wide.length === 0, {
      happened: `The role may ${wide.map(({ action }) => action).join(' and ')} on ${on.join(' and ') || 'whatever there is in the account'}`,
      expected: 'A grant names the table or the queue that it is for',
      look: `"Resource" in ${POLICY}: !GetAtt gives the Arn`,
    });
  },
  'No grant is unused': async (cloud) => {
    const grants = await grantedBothWays(cloud);
    const unused = grants.filter(({ used }) => used === 0);
    const named = unused.map(({ action, resource }) => `${action} on ${resource}`);
    demand(unused.length === 0, {
      happened: `The workflow has gone every way there is, and never needed ${named.join('; ')}`,
      expected: 'A role is granted what is used, and nothing for later',
      look: POLICY,
    });
  },
};

export const starts = {
  'Every grant names its actions': 'The role may dynamodb:* and sqs:*',
  'Every grant names its resource': 'on whatever there is in the account',
};
