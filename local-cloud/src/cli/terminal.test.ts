import { expect, test } from 'vitest';
import { withoutControls } from './terminal.ts';

test('what is printed steers no terminal', () => {
  expect(
    withoutControls('\u001b[31mred\u001b[0m\r\n\tand \u0007\u009b2J\u001b]0;title\u0007on'),
  ).toBe('red\n\tand \ufffdon');
  expect(withoutControls('Grüner Tee – 緑茶 🍵')).toBe('Grüner Tee – 緑茶 🍵');
});
