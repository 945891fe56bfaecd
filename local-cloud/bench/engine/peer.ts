import { StateMachine } from 'aws-local-stepfunctions';
import type { Runner } from './measure.ts';
import { double, type Workload } from './workloads.ts';

/**
 * aws-local-stepfunctions on the same definitions, input texts and handler, which stands in for
 * Lambda by the option it has for that. Its log, which nobody reads, keeps what was entered and
 * exited.
 */
export function peer(workload: Workload): Runner {
  const compile = (): StateMachine => new StateMachine(workload.definition as never);
  const machine = compile();
  const names = Object.keys(workload.definition.States as object);
  const handler = (input: unknown) => Promise.resolve(double(input) as never);
  const taskResourceLocalHandlers = Object.fromEntries(names.map((name) => [name, handler]));
  const text = JSON.stringify(workload.input);
  const options = { overrides: { taskResourceLocalHandlers } };
  return {
    compile,
    async run() {
      const runs = Array.from({ length: workload.executions }, () =>
        machine.run(JSON.parse(text), options),
      );
      await Promise.all(runs.map(({ result }) => result));
    },
  };
}
