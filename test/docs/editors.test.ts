import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../src/base/diagnostic.ts';
import { check } from '../../src/check/index.ts';
import type { SourceFile } from '../../src/content/tree.ts';
import { filesOf, ROOT, withFile } from '../support/repository.ts';

const FOLDER = join(ROOT, 'docs/editors');
const NOW = Date.UTC(2026, 10, 21, 18);
const pages = readdirSync(FOLDER).sort();
const tree = filesOf(ROOT);

/** A change of a file, or what `check` must print at that point. */
type Block =
  | { readonly kind: 'new'; readonly file: string; readonly text: string }
  | { readonly kind: 'diff'; readonly file: string; readonly lines: readonly string[] }
  | { readonly kind: 'check'; readonly printed: readonly string[] };

const BLOCK = /(?:\*\*New file\*\* `([^`]+)`:\n\n)?^```(\w+)\n([\s\S]*?)^```/gm;

const blocksOf = (page: string): readonly Block[] =>
  [...page.matchAll(BLOCK)].flatMap(([, file, language, text = '']): Block[] => {
    const lines = text.split('\n').slice(0, -1);
    if (file !== undefined) return [{ kind: 'new', file, text }];
    if (language === 'diff')
      return [{ kind: 'diff', file: lines[0]?.slice('--- '.length) ?? '', lines: lines.slice(1) }];
    if (lines[0] === '$ npm run check') return [{ kind: 'check', printed: lines.slice(1) }];
    return [];
  });

/** Applies a change where its old lines stand, and nowhere else. */
const changed = (text: string, lines: readonly string[]): string => {
  const side = (...marks: readonly string[]) =>
    lines
      .filter((line) => marks.includes(line[0] ?? ''))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  const before = side(' ', '-');
  expect(text.split(before), `once: ${before}`).toHaveLength(2);
  return text.replace(before, side(' ', '+'));
};

const apply = (files: readonly SourceFile[], block: Block): readonly SourceFile[] => {
  if (block.kind === 'new') {
    expect(files.some(({ file }) => file === block.file)).toBe(false);
    return withFile(files, block.file, () => block.text);
  }
  return block.kind === 'diff' ? withFile(files, block.file, (text) => changed(text, block.lines)) : files;
};

/** What is printed, with only those conversations that the page itself tells. */
const printed = (files: readonly SourceFile[], told: ReadonlySet<string>): readonly string[] => {
  const { diagnostics } = check(
    files.filter(({ file }) => !file.endsWith('.talk.yaml') || told.has(file)),
    NOW,
    // Going every way on every day takes its time, and shows nothing that a page tells.
    { rule: ({ name, onlyAsked, onlySound }) => name === 'talk' || (onlyAsked !== true && onlySound !== true) },
  );
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return [...errors.map(formatDiagnostic), `${errors.length} errors`];
};

describe('the pages for editors', () => {
  it('are all listed', () => {
    const list = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    for (const page of pages.filter((name) => name !== 'README.md')) expect(list).toContain(`(${page})`);
  });

  it.each(pages)('%s: what it does works, and check prints what it says', (name) => {
    let files = tree;
    const told = new Set<string>();
    for (const block of blocksOf(readFileSync(join(FOLDER, name), 'utf8'))) {
      if (block.kind === 'check') {
        const lines = printed(files, told);
        expect(block.printed.length).toBeGreaterThan(0);
        for (const line of block.printed)
          expect(
            lines.filter((one) => one.startsWith(line)),
            `${line}\n--- printed:\n${lines.slice(0, 12).join('\n')}`,
          ).not.toEqual([]);
        continue;
      }
      files = apply(files, block);
      told.add(block.file);
    }
  });
});
