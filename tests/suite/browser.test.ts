import { afterAll, beforeAll } from 'vitest';
import { hasBrowser } from './browser/chromium.ts';
import { begin, end } from './browser/world.ts';

beforeAll(async () => {
  if (hasBrowser) await begin();
});
afterAll(end);

// Each describes some of it, in this order: one cloud and one browser serve them all.
await import('./browser/workflows.ts');
await import('./browser/executions.ts');
await import('./browser/execution.ts');
await import('./browser/inbox.ts');
await import('./browser/clock.ts');
await import('./browser/roles.ts');
await import('./browser/faults.ts');
await import('./browser/screens.ts');
await import('./browser/services.ts');
await import('./browser/approvals.ts');
