import { requireNode } from '../../src/base/node-version.ts';

/** Another Node would fail in ways that say nothing of the cause. */
export const setup = (): void => requireNode(process.versions.node);
