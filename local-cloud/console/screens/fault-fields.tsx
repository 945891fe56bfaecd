import type { DescribeStateMachineCommandOutput } from '@aws-sdk/client-sfn';
import { useEffect, useState } from 'preact/hooks';
import { aws, control } from '../cloud.ts';
import type { Written } from '../model/definition.ts';
import { type Machine, readMachines } from '../model/executions.ts';
import { type FaultForm, faultOf, tasksOf } from '../model/faults.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Choice, type ChoiceProps } from '../parts/choice.tsx';
import { Problem } from '../parts/problem.tsx';

const EMPTY: FaultForm = {
  stateMachine: '',
  state: '',
  kind: 'error',
  error: 'States.TaskFailed',
  cause: '',
  seconds: '60',
  attempts: '',
};

const TEXTS = {
  error: 'Error',
  cause: 'Cause',
  seconds: 'Seconds of delay',
  attempts: 'Attempts (every one without)',
} as const;

/** What is injected, and where. */
export function FaultFields({ onArmed }: { readonly onArmed: () => void }) {
  const [form, setForm] = useState(EMPTY);
  const { machines, tasks, unread } = useTasks(form.stateMachine);
  const { attempt, problem, isBusy } = useAttempt();
  const change = (to: Partial<FaultForm>) => setForm({ ...form, ...to });
  const texts = form.kind === 'delay' ? (['seconds'] as const) : (['error', 'cause'] as const);
  return (
    <form
      class="fields grid"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(async () => {
          await control('POST', '/faults', faultOf(form));
          onArmed();
        });
      }}
    >
      <Labelled
        label="Workflow"
        all="Choose one"
        value={form.stateMachine}
        options={machines.map(({ name }) => name)}
        onChoose={(stateMachine) => change({ stateMachine, state: '' })}
      />
      <Labelled
        label="State"
        all="Choose a task"
        value={form.state}
        options={tasks}
        onChoose={(state) => change({ state })}
      />
      <label>
        What happens
        <select
          value={form.kind}
          onChange={({ currentTarget }) =>
            change({ kind: currentTarget.value as FaultForm['kind'] })
          }
        >
          <option value="error">It fails</option>
          <option value="lost">It does its work, and the answer is lost</option>
          <option value="delay">It begins later</option>
        </select>
      </label>
      {[...texts, 'attempts' as const].map((name) => (
        <label key={name}>
          {TEXTS[name]}
          <input
            value={form[name]}
            onInput={({ currentTarget }) => change({ [name]: currentTarget.value })}
          />
        </label>
      ))}
      <Problem text={problem ?? unread} />
      <div class="bar">
        <button type="submit" class="primary" disabled={isBusy || form.state === ''}>
          Arm
        </button>
      </div>
    </form>
  );
}

/** A choice below its name. */
function Labelled(props: ChoiceProps) {
  return (
    <div class="field">
      <span aria-hidden="true">{props.label}</span>
      <Choice {...props} />
    </div>
  );
}

/** The workflows, and the tasks of the one that is chosen. */
function useTasks(stateMachine: string) {
  const [machines, setMachines] = useState<readonly Machine[]>([]);
  const [tasks, setTasks] = useState<readonly string[]>([]);
  const { attempt, problem: unread } = useAttempt();
  useEffect(() => void attempt(async () => setMachines(await readMachines(aws))), []);
  const arn = machines.find(({ name }) => name === stateMachine)?.arn;
  useEffect(() => {
    setTasks([]);
    if (arn === undefined) return;
    let isWanted = true;
    void attempt(async () => {
      const input = { stateMachineArn: arn };
      const described = await aws.call<DescribeStateMachineCommandOutput>(
        'SFN',
        'DescribeStateMachine',
        input,
      );
      if (isWanted) setTasks(tasksOf(JSON.parse(described.definition!) as Written));
    });
    return () => {
      isWanted = false;
    };
  }, [arn]);
  return { machines, tasks, unread };
}
