import type { Tasks } from '../ports.ts';
import type { Mock } from './mock.ts';
import { failureOf } from './nodes.ts';

/** Tasks that give what the mock says, at once. */
export function mockedTasks(mock: Mock): Tasks {
  return {
    start(_request, observer) {
      if ('error' in mock) observer.failed(failureOf(mock));
      else observer.succeeded(mock.result);
      return { cancel: () => {} };
    },
    call: () => Promise.resolve(null),
  };
}
