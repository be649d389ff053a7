import type { Steps } from '../base/steps.ts';
import { type Loaded, loadRelease } from './load.ts';
import { createMemory, type Memory } from './memory.ts';
import type { SourceFile } from './tree.ts';

/** Loads a release while another one serves: by small steps, and with all that would else be made at the first message. */
export function* loadInSteps(files: readonly SourceFile[], memory: Memory): Steps<Loaded> {
  // What was read is needed for this release only; what search and safety were made of is kept for the next.
  const read = createMemory();
  for (const file of files) {
    if (/\.ya?ml$/.test(file.file)) read.yaml(file, () => undefined);
    yield;
  }
  const loaded = loadRelease(files, { yaml: read.yaml, kept: memory.kept });
  yield;
  if (loaded.release && !loaded.diagnostics.some((d) => d.severity === 'error')) yield* loaded.release.prepare();
  return loaded;
}
