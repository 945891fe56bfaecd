/** What templates of tests and benches are made of: a role, whose logical id is `Role`, and what runs as it. */
const policy = (Statement: unknown) => ({ Version: '2012-10-17', Statement });

/** A role that a service of AWS may assume, and what it may do: `{ Effect, Action, Resource }` each. */
export function role(Service: string, ...statements: readonly object[]) {
  const trust = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: policy(trust),
      Policies: [{ PolicyName: 'own', PolicyDocument: policy(statements) }],
    },
  };
}

export function machine(Definition: object, more: object = {}) {
  return {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, Definition, ...more },
  };
}

/** For each item an execution that consists of one state. The role needs `mapping`. */
export function distributedMap(Items: unknown, name: string, state: object, more: object = {}) {
  const ItemProcessor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: name,
    States: { [name]: state },
  };
  const Each = { Type: 'Map', Items, ItemProcessor, ...more, End: true };
  return machine({ QueryLanguage: 'JSONata', StartAt: 'Each', States: { Each } });
}

/** What a Distributed Map does by itself. */
export const mapping = { Effect: 'Allow', Action: 'states:StartExecution', Resource: '*' };

/** The logical id of an activity, and a state that waits for it. */
export const ACTIVITY = 'Somebody';
export const activity = { Type: 'AWS::StepFunctions::Activity', Properties: { Name: 'somebody' } };
export const ask = { Type: 'Task', Resource: { Ref: ACTIVITY }, End: true };
