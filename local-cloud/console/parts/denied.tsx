import type { SameDenials } from '../model/calls.ts';
import { count } from '../words.ts';
import { Copyable } from './copy.tsx';
import { TaskLink } from './task-link.tsx';

/** What a role was not allowed to do, and the statement that is missing. */
export function Denied({ role, action, resource, message, missing, task, times }: SameDenials) {
  return (
    <div class="failure">
      <p>
        <b>{role.split('/').at(-1)}</b> was denied <b>{action}</b> on {resource},{' '}
        {count(times, 'time')}
        {task && (
          <>
            , in <TaskLink task={task} />
          </>
        )}
      </p>
      {missing === undefined ? (
        <p class="dim">{message}</p>
      ) : (
        <>
          <p class="dim">This statement is missing:</p>
          <Copyable
            name={`Missing statement: ${action} on ${resource}`}
            text={JSON.stringify(missing, null, 2)}
          />
        </>
      )}
    </div>
  );
}
