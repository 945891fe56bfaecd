import type { Machine, Run } from '../../execution/run.ts';
import type { MachineType, MapRun, StartSpec } from '../../execution/types.ts';

/**
 * What the child executions of a Map Run are started with, each by its input. Their state machine is
 * called after the machine and the Map's label: `<machine>/<label>`.
 */
export function childSpecs(
  parent: Run,
  mapRun: Pick<MapRun, 'arn' | 'stateMachineArn'>,
  { machine, type }: { readonly machine: Machine; readonly type: MachineType },
): (input: string) => StartSpec {
  const { random } = parent.ports;
  const { stateMachineArn } = mapRun;
  const [prefix, stateMachineName = ''] = stateMachineArn.split(':stateMachine:');
  const isExpress = type === 'EXPRESS';
  const before = `${prefix}:${isExpress ? 'express' : 'execution'}:${stateMachineName}:`;
  const { roleArn, traceHeader } = parent.spec;
  return (input) => {
    const name = random.uuid();
    return {
      arn: isExpress ? `${before}${name}:${random.uuid()}` : before + name,
      name,
      stateMachineArn,
      stateMachineName,
      machine,
      type,
      input,
      roleArn,
      mapRunArn: mapRun.arn,
      ...(traceHeader !== undefined && { traceHeader }),
    };
  };
}
