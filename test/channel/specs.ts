import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/repository.ts';

const SPECS = join(ROOT, '../shared/specs');

/** The providers' machine-readable references lie beside the repository, never in it. */
export const withoutSpecs = !existsSync(SPECS);

/** Says in the report why a test is skipped. */
export const named = (name: string): string => (withoutSpecs ? `${name} [skipped: ../shared/specs is not here]` : name);

export const readSpec = <T>(file: string): T => JSON.parse(readFileSync(join(SPECS, file), 'utf8')) as T;
