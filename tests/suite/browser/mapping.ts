import { ACTIVITY, activity, ask, distributedMap, mapping, role } from '../../templates.ts';

export { ACTIVITY };

/** Two items, whose children wait for somebody. */
export const MAPPING = {
  Resources: {
    Role: role('states.amazonaws.com', mapping),
    [ACTIVITY]: activity,
    Mapping: distributedMap([1, 2], 'Ask', ask),
  },
};
