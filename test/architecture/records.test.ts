import { describe, expect, test } from 'vitest';
import { filesIn, textOf } from './source.ts';

const FOLDER = 'docs/decisions';
const records = filesIn(FOLDER, /^\d{4}-.*\.md$/).map((file) => file.slice(FOLDER.length + 1));
const index = textOf(`${FOLDER}/README.md`);

describe('records of decisions', () => {
  test('are numbered without a gap', () => {
    expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_, i) => i + 1));
  });

  test.each(records)('%s stands in the index under its own title, and says its state', (name) => {
    const [, title = ''] = /^# \d+\. (.*)$/m.exec(textOf(`${FOLDER}/${name}`)) ?? [];
    expect(index).toContain(`| [${Number(name.slice(0, 4))}](${name}) | ${title} |`);
    expect(textOf(`${FOLDER}/${name}`)).toMatch(/^\*\*State:\*\* .*\d{4}-\d{2}-\d{2}/m);
  });
});
