import type { Machine, Run } from '../../execution/run.ts';
import type { MachineType, MapRun, StartSpec } from '../../execution/types.ts';

/**
 * What a child execution of a Map Run is started with. Its state machine is called after the
 * machine and the Map's label: `<machine>/<label>`.
 */
export function childSpec(
  parent: Run,
  mapRun: Pick<MapRun, 'arn' | 'stateMachineArn'>,
  { machine, type }: { readonly machine: Machine; readonly type: MachineType },
  input: string,
): StartSpec {
  const { random } = parent.ports;
  const name = random.uuid();
  const [prefix, stateMachineName = ''] = mapRun.stateMachineArn.split(':stateMachine:');
  const kind = type === 'EXPRESS' ? 'express' : 'execution';
  const suffix = type === 'EXPRESS' ? `:${random.uuid()}` : '';
  const { roleArn, traceHeader } = parent.spec;
  return {
    arn: `${prefix}:${kind}:${stateMachineName}:${name}${suffix}`,
    name,
    stateMachineArn: mapRun.stateMachineArn,
    stateMachineName,
    machine,
    type,
    input,
    roleArn,
    mapRunArn: mapRun.arn,
    ...(traceHeader !== undefined && { traceHeader }),
  };
}
