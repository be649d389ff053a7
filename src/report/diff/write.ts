import type { Difference } from './difference.ts';
import { type Item, sectionsOf } from './sections.ts';

/** In a pull request more of one kind would only hide the rest. */
const MOST_ITEMS = 40;

const nothing = (day: string): string => `Nobody sees anything differently on ${day}.`;

/** Writes a difference for a terminal. */
export const differenceText = (difference: Difference): string => {
  const sections = sectionsOf(difference);
  if (sections.length === 0) return `${nothing(difference.day)}\n`;
  const lines = sections.flatMap(({ title, items }) => [title.toUpperCase(), ...items.flatMap(itemText), '']);
  return `What people see differently on ${difference.day}\n\n${lines.join('\n')}`;
};

const itemText = ({ title, details, gone, came }: Item): readonly string[] =>
  [
    `  ${title}`,
    ...details.map((line) => `    ${line}`),
    ...gone.map((line) => `    - ${line}`),
    ...came.map((line) => `    + ${line}`),
  ].map((line) => line.replaceAll('`', '').replace(/\s*\n\s*/g, ' '));

/** Writes a difference as Markdown, for a pull request. */
export const differenceMarkdown = (difference: Difference): string => {
  const sections = sectionsOf(difference);
  if (sections.length === 0) return `${nothing(difference.day)}\n`;
  const lines = sections.flatMap(({ title, items }) => [
    `### ${title}`,
    '',
    ...items.slice(0, MOST_ITEMS).flatMap(itemMarkdown),
    ...(items.length > MOST_ITEMS ? [`… and ${items.length - MOST_ITEMS} more: see \`ventanilla diff\``, ''] : []),
  ]);
  return `## What people see differently on ${difference.day}\n\n${lines.join('\n')}`;
};

const itemMarkdown = ({ title, details, gone, came }: Item): readonly string[] => {
  const changed = [...gone.map((line) => signed('-', line)), ...came.map((line) => signed('+', line))];
  return [
    `- ${title}${details.map((line) => `  \n  ${line}`).join('')}`,
    ...(changed.length > 0 ? ['', '  ```diff', ...changed, '  ```'] : []),
    '',
  ];
};

/** A line of a fenced block, which a fence within it must not end. */
const signed = (sign: string, line: string): string =>
  `  ${sign} ${line.replace(/\s+/g, ' ').replaceAll('```', "'''")}`;
