import type { Diagnostic, Report } from '../base/diagnostic.ts';
import type { Steps } from '../base/steps.ts';
import { readYaml, type YamlFile } from '../base/yaml.ts';
import type { SourceFile } from './tree.ts';

/** What need not be worked out again when the files it was made of have not changed. */
export interface Memory {
  readonly yaml: (file: SourceFile, report: Report) => YamlFile | undefined;
  /** What is made of some files: of one name, the last is kept. */
  readonly kept: <T>(name: string, files: readonly SourceFile[], make: () => Steps<T>) => Steps<T>;
}

interface Read {
  readonly text: string;
  readonly yaml: YamlFile | undefined;
  readonly problems: readonly Diagnostic[];
}

interface Kept {
  readonly files: readonly SourceFile[];
  readonly made: unknown;
}

const same = (a: readonly SourceFile[], b: readonly SourceFile[]): boolean =>
  a.length === b.length && a.every(({ file, text }, i) => file === b[i]?.file && text === b[i].text);

/** For who loads the same folder again and again. */
export const createMemory = (): Memory => {
  const read = new Map<string, Read>();
  const kept = new Map<string, Kept>();
  return {
    yaml: ({ file, text }, report) => {
      let known = read.get(file);
      if (known?.text !== text) {
        const problems: Diagnostic[] = [];
        known = { text, yaml: readYaml(file, text, (d) => problems.push(d)), problems };
        read.set(file, known);
      }
      known.problems.forEach(report);
      return known.yaml;
    },
    kept: function* <T>(name: string, files: readonly SourceFile[], make: () => Steps<T>): Steps<T> {
      const before = kept.get(name);
      if (before && same(before.files, files)) return before.made as T;
      const made = yield* make();
      kept.set(name, { files, made });
      return made;
    },
  };
};
