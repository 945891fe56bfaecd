import { useState } from 'preact/hooks';
import type { Stay } from '../model/replay.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Dialog } from '../parts/dialog.tsx';
import { JsonField } from '../parts/json-field.tsx';
import { Problem } from '../parts/problem.tsx';
import { pretty } from '../words.ts';

interface ForkProps {
  readonly stay: Stay;
  readonly onClose: () => void;
  readonly onFork: (input: string) => Promise<void>;
}

/** Starts anew at a state, with the variables it had and an input that may be changed. */
export function ForkDialog({ stay, onClose, onFork }: ForkProps) {
  const given = stay.events[0]!.details.input;
  const [input, setInput] = useState(pretty(typeof given === 'string' ? given : '{}'));
  const { attempt, problem, isBusy } = useAttempt();
  return (
    <Dialog title={`Fork from ${stay.state}`} onClose={onClose}>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(() => onFork(input));
        }}
      >
        <p class="dim">
          A new execution begins at this state, with the variables it had. The old one stays as it
          is.
        </p>
        <JsonField label="Input of the state" value={input} onChange={setInput} />
        <Problem text={problem} />
        <div class="bar">
          <button type="submit" class="primary" disabled={isBusy}>
            Fork
          </button>
        </div>
      </form>
    </Dialog>
  );
}
