const RoleArn = { 'Fn::GetAtt': ['Role', 'Arn'] };
export const machine = (Definition: object) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: { RoleArn, Definition: { QueryLanguage: 'JSONata', ...Definition } },
});
/** May do what a Distributed Map does. */
export const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: {
        ...{ Effect: 'Allow', Action: 'sts:AssumeRole' },
        Principal: { Service: 'states.amazonaws.com' },
      },
    },
    Policies: [
      {
        PolicyName: 'own',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 'states:StartExecution', Resource: '*' },
        },
      },
    ],
  },
};
const pass = { Type: 'Pass', End: true };

/** The logical id of what is asked in `Asking`. */
export const ACTIVITY = 'Somebody';

/** What the console is measured with: a task that waits, a Map of 10,000 items, and what is short. */
export const TEMPLATE = {
  Resources: {
    Role: role,
    [ACTIVITY]: { Type: 'AWS::StepFunctions::Activity', Properties: { Name: 'somebody' } },
    Asking: machine({
      StartAt: 'Ask',
      States: { Ask: { Type: 'Task', Resource: { Ref: ACTIVITY }, End: true } },
    }),
    Mapping: machine({
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          Items: '{% [1..10000] %}',
          MaxConcurrency: 1000,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'One',
            States: { One: pass },
          },
          Output: '{% {} %}',
          End: true,
        },
      },
    }),
    Short: machine({ StartAt: 'One', States: { One: pass } }),
  },
};
