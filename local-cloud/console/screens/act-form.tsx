import { useState } from 'preact/hooks';
import { aws } from '../cloud.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Dialog } from '../parts/dialog.tsx';
import { JsonField } from '../parts/json-field.tsx';
import { Problem } from '../parts/problem.tsx';
import type { Act, Facts, Field, Thing } from '../services/kind.ts';

interface ActProps {
  readonly act: Act;
  readonly thing: Thing;
  readonly facts: Facts;
  readonly onDone: () => void;
}

/** Something that can be done, what it takes, and what came of it. */
export function ActForm({ act, thing, facts, onDone }: ActProps) {
  const [given, setGiven] = useState(() =>
    Object.fromEntries(act.fields.map((field) => [field.name, firstOf(field, facts)])),
  );
  const [answer, setAnswer] = useState<string>();
  const [isAsked, setAsked] = useState(false);
  const { attempt, problem, isBusy } = useAttempt();
  const run = () =>
    attempt(async () => {
      setAsked(false);
      setAnswer(undefined);
      setAnswer(await act.run(aws, thing, given));
      onDone();
    });
  const change = (name: string) => (value: string) => setGiven({ ...given, [name]: value });
  return (
    <form
      class="fields act"
      onSubmit={(event) => {
        event.preventDefault();
        if (act.warning === undefined) void run();
        else setAsked(true);
      }}
    >
      {act.fields.length > 0 && <h3>{act.label}</h3>}
      {act.fields.map(({ name, isLong }) =>
        isLong ? (
          <JsonField
            key={name}
            label={name}
            rows={5}
            value={given[name] ?? ''}
            onChange={change(name)}
          />
        ) : (
          <label key={name}>
            {name}
            <input
              value={given[name]}
              onInput={({ currentTarget }) => change(name)(currentTarget.value)}
            />
          </label>
        ),
      )}
      <Problem text={problem} />
      <div class="bar">
        <button type="submit" disabled={isBusy}>
          {act.label}
        </button>
      </div>
      {answer !== undefined && (
        <pre class="answer" role="status">
          {answer}
        </pre>
      )}
      {isAsked && (
        <Dialog title={`${act.label} ${thing.name}?`} onClose={() => setAsked(false)}>
          <p>{act.warning}</p>
          <div class="bar">
            <button type="button" class="primary" onClick={() => void run()}>
              {act.label}
            </button>
          </div>
        </Dialog>
      )}
    </form>
  );
}

function firstOf({ first = '' }: Field, facts: Facts): string {
  return typeof first === 'string' ? first : first(facts);
}
