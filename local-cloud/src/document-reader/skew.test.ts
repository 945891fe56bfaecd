import { expect, test } from 'vitest';
import type { Raster } from './raster.ts';
import { withoutRules } from './rules.ts';
import { skewOf } from './skew.ts';
import { contrasted, tonesOf } from './tones.ts';

/** White, with lines of dashes as text has them, turned by so many degrees. */
function page(degrees: number): Raster {
  const [width, height] = [800, 1000];
  const shades = new Uint8Array(width * height).fill(245);
  const slope = Math.tan((degrees * Math.PI) / 180);
  for (let line = 100; line < 900; line += 30) {
    for (let x = 80; x < 720; x++) {
      if (x % 12 > 8) continue;
      const y = Math.round(line + slope * (x - width / 2));
      for (let row = 0; row < 9; row++) shades[(y + row) * width + x] = 20;
    }
  }
  return { width, height, shades };
}

test.each([0, 1, -1.5, 3])('lines that are turned by %d degrees are found', (degrees) => {
  expect(skewOf(page(degrees))).toBeCloseTo(degrees, 0);
});

test('ink and paper are told apart where little is ink and paper has grain', () => {
  const { width, height } = page(0);
  const shades = new Uint8Array(width * height).map((_, at) => 230 + ((at * 7919) % 20));
  const dark = 3 * width * 10;
  shades.fill(20, width * 100, width * 100 + dark);
  const tones = tonesOf(shades);
  expect(tones.paper).toBeGreaterThan(220);
  expect(tones.ink).toBeLessThan(60);
  const counts = Map.groupBy(contrasted({ width, height, shades }, tones).shades, (shade) => shade);
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual([0, 255]);
  expect(counts.get(0)).toHaveLength(dark);
});

test('rules go, and text stays', () => {
  const text = page(0);
  const ruled = Uint8Array.from(text.shades);
  for (let x = 0; x < text.width; x++) ruled[50 * text.width + x] = 0;
  for (let y = 0; y < text.height; y++) ruled[y * text.width + 40] = 0;
  const { shades } = withoutRules({ ...text, shades: ruled }, 130);
  const ink = (all: Uint8Array) => all.filter((shade) => shade < 130).length;
  expect(ink(shades)).toBe(ink(text.shades));
});
