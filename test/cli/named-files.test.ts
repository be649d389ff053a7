import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { namedFiles } from '../../src/cli/named-files.ts';
import { FOREIGN } from '../support/repository.ts';
import { inside } from './inside.ts';

const KNOWN = ['content/texts/en/desk.yaml', 'flows/desk.talk.yaml', 'flows/desk.yaml'];
const standingIn = (folder: string) => vi.spyOn(process, 'cwd').mockReturnValue(folder);
afterEach(() => void vi.restoreAllMocks());

describe('a file that is named', () => {
  it('is looked for from where the command is called, then in the folder', () => {
    const found = (name: string): readonly string[] => [...namedFiles('/tree', [name], KNOWN)];
    standingIn('/tree/flows');
    expect(found('desk.yaml')).toEqual(['flows/desk.yaml']);
    expect(found('./desk.talk.yaml')).toEqual(['flows/desk.talk.yaml']);
    expect(found('../content/texts/en/desk.yaml')).toEqual(['content/texts/en/desk.yaml']);
    expect(found('flows/desk.yaml')).toEqual(['flows/desk.yaml']);
    expect(found('/tree/flows/desk.yaml')).toEqual(['flows/desk.yaml']);
  });

  it('is refused where it is not there, with what may have been meant', () => {
    const why = (name: string): string => {
      try {
        namedFiles('/tree', [name], KNOWN);
      } catch (cause) {
        return (cause as Error).message;
      }
      return '';
    };
    expect(why('flows/desc.yaml')).toBe('there is no file "flows/desc.yaml" in /tree; did you mean "flows/desk.yaml"?');
    expect(why('desk.yml')).toBe(
      'there is no file "desk.yml" in /tree; did you mean "content/texts/en/desk.yaml" or "flows/desk.yaml"?',
    );
    expect(why('x')).toMatch(/; name it with its folders, such as flows\/NAME\.yaml$/);
    expect(why('../flows/desk.yaml')).toMatch(/^there is no file/);
  });

  it.each([['check'], ['translations'], ['translations', '--done'], ['rehearse']])(
    'is not passed over by %s',
    async (...words) => {
      const { code, out, err } = await inside(...words, 'flows/late-boook.talk.yaml', '--dir', FOREIGN);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(
        /^there is no (talk )?file "flows\/late-boook\.talk\.yaml" in .*; did you mean "flows\/late-book\.talk\.yaml"\?\n$/,
      );
    },
  );

  it('counts for every command that takes files', async () => {
    standingIn(join(FOREIGN, 'flows'));
    expect((await inside('rehearse', 'late-book.talk.yaml', '--dir', FOREIGN)).out).toMatch(
      /^\d+ talks as written, 0 otherwise\n$/,
    );
    expect(await inside('rehearse', 'late-book.yaml', '--dir', FOREIGN)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^there is no talk file "late-book\.yaml"/),
    });
    expect((await inside('rehearse', 'shelves.talk.yaml', 'typo', '--dir', FOREIGN)).code).toBe(1);
    expect((await inside('translations', 'late-book.yaml', '--dir', FOREIGN)).out).toBe('0 translations to look at\n');
    const open = await inside('check', 'late-book.yaml', '--as-of', '2026-03-01', '--dir', FOREIGN);
    expect(open).toEqual({ code: 0, out: '0 errors, 0 warnings\n', err: '' });
  });
});
