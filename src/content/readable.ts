import { error, type Report } from '../base/diagnostic.ts';
import { hiddenIn } from '../base/visible.ts';
import { hiddenSign } from '../base/yaml-strict.ts';
import { MOST_BYTES, type Refusal, type SourceFile, TOO_LARGE } from './tree.ts';

const RULE = 'file';

const MOST_LINES = 100_000;
const TOO_MANY: Refusal = {
  message: 'this file has too many lines',
  hint: `split it by topic (${MOST_LINES} lines at most)`,
};

const refusalOf = ({ text, refused }: SourceFile): Refusal | undefined => {
  if (refused) return refused;
  if (text.length > MOST_BYTES) return TOO_LARGE;
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines > MOST_LINES ? TOO_MANY : undefined;
};

/** The files that can be read as what they are; the others are reported, wherever they came from (folder, git, a published release). */
export const readable = (files: readonly SourceFile[], report: Report): readonly SourceFile[] =>
  files.filter((one) => {
    const { file, text } = one;
    const refused = refusalOf(one);
    const at = { file, line: 1, column: 1 };
    const odd = hiddenIn(file) ?? (/[\t\n\r]/.test(file) ? { name: 'the end of a line or a tab' } : undefined);
    if (odd) report(error(at, RULE, `the name of this file holds ${odd.name}`, 'rename it: letters, digits, - and _'));
    if (refused) report(error(at, RULE, refused.message, refused.hint));
    // YAML is looked through where it is read: there, escapes are known too.
    const hidden = odd || refused || /\.ya?ml$/.test(file) ? undefined : hiddenIn(text.replace(/^\ufeff/, ''));
    if (hidden) {
      const before = text.slice(0, hidden.offset).split('\n');
      const place = { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
      report(error(place, RULE, ...hiddenSign(hidden.name)));
    }
    return !odd && !refused && !hidden;
  });
