import {
  ACTIVITY,
  activity,
  ask,
  distributedMap,
  machine,
  mapping,
  role,
} from '../../tests/templates.ts';

const JSONATA = { QueryLanguage: 'JSONata' };
const one = { Type: 'Pass', End: true };

/** What the console is measured with: a task that waits, a Map of 10,000 items, and what is short. */
export const TEMPLATE = {
  Resources: {
    Role: role('states.amazonaws.com', mapping),
    [ACTIVITY]: activity,
    Asking: machine({ ...JSONATA, StartAt: 'Ask', States: { Ask: ask } }),
    Mapping: distributedMap('{% [1..10000] %}', 'One', one, {
      MaxConcurrency: 1000,
      Output: '{% {} %}',
    }),
    Short: machine({ ...JSONATA, StartAt: 'One', States: { One: one } }),
  },
};
