import { useState } from 'preact/hooks';
import { messageOf } from '../words.ts';

/** Does what is asked for, one at a time, and keeps what went wrong with the last. */
export function useAttempt() {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { attempt, problem, isBusy };
}
