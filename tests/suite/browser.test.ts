import { afterAll, beforeAll } from 'vitest';
import { hasBrowser } from './browser/chromium.ts';
import { begin, end } from './browser/world.ts';

beforeAll(async () => {
  if (hasBrowser) await begin();
});
afterAll(end);

// Each describes some of it, in this order: one cloud and one browser serve them all.
await import('./browser/workflows.ts');
await import('./browser/console.ts');
await import('./browser/services.ts');
await import('./browser/approvals.ts');
