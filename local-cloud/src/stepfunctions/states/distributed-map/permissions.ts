import type { StatesError } from '../../errors.ts';
import type { Run } from '../../execution/run.ts';
import type { MapRun } from '../../execution/types.ts';
import type { Need } from '../../ports.ts';

/**
 * Why the machine's role may not run the children of a Map Run; undefined: it may. They are started
 * in its name; Standard ones are redriven, Express ones started again.
 * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
export function forbidden(run: Run, redriven?: Pick<MapRun, 'children'>): StatesError | undefined {
  const { executionArn, stateMachineArn } = parentOf(run);
  const child = redriven?.children.find(({ spec }) => spec.type === 'STANDARD');
  const needs: Need[] = [
    { action: 'states:StartExecution', resource: stateMachineArn },
    ...(child ? [{ action: 'states:RedriveExecution', resource: child.arn }] : []),
  ];
  const { roleArn } = run.spec;
  return run.ports.tasks.forbids?.({ executionArn, stateMachineArn, roleArn }, needs);
}

/** The machine without the labels of Maps: a child's children are the same machine's. */
function parentOf({ arn, stateMachineArn }: Run) {
  return { executionArn: arn, stateMachineArn: stateMachineArn.split('/')[0]! };
}
