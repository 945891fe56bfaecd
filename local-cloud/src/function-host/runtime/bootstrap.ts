import { enableCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { WorkerData } from './messages.ts';

// Before anything else is compiled: what this worker compiles, later ones read.
enableCompileCache((workerData as WorkerData).compileCache);
await import('./main.ts');
