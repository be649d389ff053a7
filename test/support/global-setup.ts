import { requireNode } from '../../src/base/node-version.ts';

/** Another Node would fail in ways that say nothing of the cause; one line and no stack says it. */
export const setup = (): void => {
  try {
    requireNode(process.versions.node);
  } catch (cause) {
    process.stderr.write(`${(cause as Error).message}\n`);
    process.exit(1);
  }
};
