import { ACTIVITY, machine, role } from '../../../bench/console/template.ts';

export { ACTIVITY };

/** Two items, whose children wait for somebody. */
export const MAPPING = {
  Resources: {
    Role: role,
    [ACTIVITY]: { Type: 'AWS::StepFunctions::Activity', Properties: { Name: 'somebody' } },
    Mapping: machine({
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          Items: [1, 2],
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'Ask',
            States: { Ask: { Type: 'Task', Resource: { Ref: ACTIVITY }, End: true } },
          },
          End: true,
        },
      },
    }),
  },
};
