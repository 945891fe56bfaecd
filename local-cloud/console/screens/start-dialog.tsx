import type { StartExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { useEffect, useState } from 'preact/hooks';
import type { Sample } from '../../src/console/samples.ts';
import { aws, control } from '../cloud.ts';
import type { Machine } from '../model/executions.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Dialog } from '../parts/dialog.tsx';
import { JsonField } from '../parts/json-field.tsx';
import { Problem } from '../parts/problem.tsx';
import { linkTo } from '../route.ts';
import { pretty } from '../words.ts';

interface StartProps {
  readonly machines: readonly Machine[];
  /** The name of the machine to begin with; empty for the first. */
  readonly machine: string;
  readonly input?: string;
  readonly onClose: () => void;
}

/** Starts an execution with a payload of the project, or with what is typed. */
export function StartDialog({ machines, machine: first, input: given, onClose }: StartProps) {
  const [machine, setMachine] = useState(first || machines[0]?.name || '');
  const [name, setName] = useState('');
  const [input, setInput] = useState(given === undefined ? '{}' : pretty(given));
  const { samples, unread } = useSamples();
  const fitting = samples.filter(({ workflow }) => machine.endsWith(workflow));
  const { attempt, problem, isBusy } = useAttempt();
  const start = () =>
    attempt(async () => {
      const { arn } = machines.find((one) => one.name === machine)!;
      const request = { stateMachineArn: arn, input, ...(name !== '' && { name }) };
      const started = await aws.call<StartExecutionCommandOutput>('SFN', 'StartExecution', request);
      onClose();
      location.hash = linkTo('executions', started.executionArn!);
    });
  return (
    <Dialog title="Start an execution" onClose={onClose}>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        <label>
          Workflow
          <select value={machine} onChange={({ currentTarget }) => setMachine(currentTarget.value)}>
            {machines.map((one) => (
              <option key={one.arn} value={one.name}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        {fitting.length > 0 && (
          <label>
            Sample
            <select
              onChange={({ currentTarget }) => {
                const sample = fitting[Number(currentTarget.value)];
                if (sample) setInput(pretty(sample.text));
              }}
            >
              <option value="">Choose a payload of the project</option>
              {fitting.map((sample, at) => (
                <option key={sample.name} value={at}>
                  {sample.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          Name (a random one without)
          <input value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
        </label>
        <JsonField label="Input" value={input} onChange={setInput} />
        <Problem text={problem ?? unread} />
        <div class="bar">
          <button type="submit" class="primary" disabled={isBusy || machine === ''}>
            Start
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function useSamples() {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const { attempt, problem: unread } = useAttempt();
  useEffect(() => {
    void attempt(async () => {
      setSamples((await control<{ samples: Sample[] }>('GET', '/samples')).samples);
    });
  }, []);
  return { samples, unread };
}
