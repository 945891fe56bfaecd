import type { Cloud } from 'local-cloud';
import { unneeded } from '../../tests/suite/grants.ts';
import { demand } from '../kit/finding.ts';
import { grantedTo } from '../kit/grants.ts';
import type { Proofs } from '../kit/lab.ts';
import { demandOutput } from '../kit/runs.ts';

const ROLE = 'WorkflowRole';
const POLICY = `"Policies" of ${ROLE} in template.yaml`;

async function orderOfTeaInStock(cloud: Cloud): Promise<void> {
  const Item = { tea: { S: 'Sample Green' } };
  await cloud.call('DynamoDB', 'PutItem', { TableName: cloud.resource('Stock'), Item });
  const execution = await cloud.run('Workflow', { orderId: 'sample', tea: 'Sample Green' });
  demandOutput(execution, { outcome: 'kept' }, 'An order of a tea that is there', POLICY);
}

async function orderOfTeaThatIsOut(cloud: Cloud): Promise<void> {
  const execution = await cloud.run('Workflow', { orderId: 'sample', tea: 'Sample White' });
  demandOutput(execution, { outcome: 'to buy' }, 'An order of a tea that is out', POLICY);
}

/** What the role may do and did, after the workflow has gone both ways. */
async function grantedBothWays(cloud: Cloud) {
  await orderOfTeaInStock(cloud);
  await orderOfTeaThatIsOut(cloud);
  return grantedTo(cloud, ROLE);
}

export const proofs: Proofs = {
  'A tea that is there is kept': orderOfTeaInStock,
  'A tea that is out goes on the list': orderOfTeaThatIsOut,
  'Every grant names its actions': async (cloud) => {
    const { grants, attached, uses } = await grantedBothWays(cloud);
    const wide = [...grants.filter(({ action }) => action.includes('*')).map((one) => one.action)];
    const used = [...new Set(uses.map(({ action }) => action))].sort().join(', ');
    demand(wide.length === 0 && attached.length === 0, {
      happened: `The role may ${[...wide, ...attached].join(' and ')}; all it did was ${used}`,
      expected: 'A grant names the actions that the workflow calls, without *',
      look: `"Action" in ${POLICY}`,
    });
  },
  'Every grant names its resource': async (cloud) => {
    const { grants } = await grantedBothWays(cloud);
    const wide = grants.filter(({ resources }) =>
      resources.some((one) => String(one).includes('*')),
    );
    demand(wide.length === 0, {
      happened: `The role may ${wide.map(({ action }) => action).join(' and ')} on whatever there is in the account`,
      expected: 'A grant names the table or the queue that it is for',
      look: `"Resource" in ${POLICY}: !GetAtt gives the Arn`,
    });
  },
  'No grant is unused': async (cloud) => {
    const { grants, uses } = await grantedBothWays(cloud);
    const unused = unneeded(grants, { [ROLE]: uses });
    demand(unused.length === 0, {
      happened: `The workflow has gone every way there is, and never needed ${unused.join('; ')}`,
      expected: 'A role is granted what is used, and nothing for later',
      look: POLICY,
    });
  },
};

export const starts = {
  'Every grant names its actions': 'The role may dynamodb:* and sqs:*',
  'Every grant names its resource': 'on whatever there is in the account',
};
