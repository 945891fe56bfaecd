import { expect, test } from 'vitest';
import { describeCoverage } from './coverage.ts';

const part = { kind: 'catcher', state: 'Pay', about: 'States.ALL -> Alarm' } as const;

test('the report counts each kind, and names what is not covered', () => {
  const text = describeCoverage([
    {
      workflow: 'parcel',
      percent: 99.96,
      points: [
        { kind: 'state', state: 'Pay', part: '', about: 'Task', status: 'covered' },
        { ...part, part: 'Catch[0]', status: 'not covered' },
        { ...part, part: 'Catch[1]', status: 'cannot tell' },
      ],
    },
  ]);
  expect(text.split('\n')).toEqual([
    'Workflow  States  Rules  Retriers  Catchers  Branches  Iterations  Covered',
    '--------  ------  -----  --------  --------  --------  ----------  -------',
    'parcel    1/1     -      -         0/2       -         -           99.9 %',
    '',
    'parcel, not covered:',
    '  - Pay: Catch[0] (States.ALL -> Alarm)',
    '',
    'parcel, the histories cannot tell:',
    '  - Pay: Catch[1] (States.ALL -> Alarm)',
  ]);
});
