export { type BootedCloud, type BootOptions, bootCloud, type Deployable } from './boot.ts';
export { UserError } from './core/errors.ts';
