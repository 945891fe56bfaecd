import type { ComponentChildren } from 'preact';
import { linkTo } from '../route.ts';

interface TaskLinkProps {
  readonly task: {
    readonly executionArn: string;
    readonly state: string;
    /** The id of the state's Entered event. */
    readonly enteredId: number;
  };
  /** Default: the state's name. */
  readonly children?: ComponentChildren;
}

/** Leads to a state of an execution, at that visit. */
export function TaskLink({ task, children }: TaskLinkProps) {
  const { executionArn, state, enteredId } = task;
  return (
    <a
      title={executionArn}
      href={linkTo('executions', executionArn, { state, entered: String(enteredId) })}
    >
      {children ?? state}
    </a>
  );
}
