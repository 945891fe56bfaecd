import { CloudClock } from '../../src/core/cloud-clock.ts';
import { SeededRandom } from '../../src/core/random.ts';
import { createEngine } from '../../src/stepfunctions/engine.ts';
import type { HistoryEvent } from '../../src/stepfunctions/execution/history.ts';
import type { Execution, StartSpec } from '../../src/stepfunctions/execution/types.ts';
import { parseDefinition } from '../../src/stepfunctions/language/parse.ts';
import type { TaskHandle, Tasks } from '../../src/stepfunctions/ports.ts';
import type { Runner } from './measure.ts';
import { double, type Workload } from './workloads.ts';

const HANDLE: TaskHandle = { cancel() {} };

const tasks: Tasks = {
  start(request, observer) {
    observer.started();
    observer.succeeded(double(request.parameters));
    return HANDLE;
  },
  call: () => Promise.resolve({}),
};

const PREFIX = 'arn:aws:states:us-east-1:123456789012';

/** The engine with every port in place; its journal keeps every event, also of Express executions. */
export function ours(workload: Workload): Runner {
  let events: HistoryEvent[] = [];
  const engine = createEngine({
    clock: new CloudClock(),
    random: new SeededRandom('bench'),
    tasks,
    journal: { event: (_, event) => void events.push(event), status() {} },
  });
  const compile = () => engine.compile(parseDefinition(JSON.stringify(workload.definition)));
  const machine = compile();
  const spec: Omit<StartSpec, 'arn' | 'name'> = {
    stateMachineArn: `${PREFIX}:stateMachine:bench`,
    stateMachineName: 'bench',
    machine,
    // A Map of 10,000 has more than the 25,000 events a Standard execution may have.
    type: workload.transitions > 5000 ? 'EXPRESS' : 'STANDARD',
    input: JSON.stringify(workload.input),
    roleArn: 'arn:aws:iam::123456789012:role/bench',
  };
  const start = (index: number): Execution =>
    engine.start({ ...spec, arn: `${PREFIX}:execution:bench:${index}`, name: `${index}` });
  return {
    compile,
    async run() {
      events = [];
      const executions = Array.from({ length: workload.executions }, (_, index) => start(index));
      for (const execution of executions) {
        await new Promise<void>((resolve) => execution.onEnd(() => resolve()));
        if (execution.status !== 'SUCCEEDED')
          throw new Error(`${execution.error}: ${execution.cause}`);
      }
    },
  };
}
